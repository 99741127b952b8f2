"""Describes .toml files."""

import codecs
import os
import sys

from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.plain import clean_text
from describers.base.problem import FileProblem
from describers.trees.records import Parsed, describe_records

MAX_BYTES = 16 << 20
# In the standard library since Python 3.11.
MODULE = 'tomllib' if sys.version_info >= (3, 11) else 'tomli'


def describe(name: str, file_type: str) -> Description:
    """TOML is always UTF-8; only a byte order mark, which the standard doesn't know, changes how it is opened."""
    if os.path.getsize(name) > MAX_BYTES:
        raise FileProblem(f'has more than {MAX_BYTES >> 20} MiB of TOML, which takes minutes to parse; save it as JSON')
    with open(name, 'rb') as file:
        marked = file.read(3) == codecs.BOM_UTF8
    codec = 'utf-8-sig' if marked else 'utf-8'
    opened = call('open', name, encoding=codec) + '.read()' if marked else call('open', name, 'rb')
    source = f'{MODULE}.{"loads" if marked else "load"}({opened})'
    try:
        value = run(source)
    except UnicodeDecodeError as error:
        raise FileProblem(f'is not valid TOML (byte {error.start} is not UTF-8); save it as UTF-8') from error
    except ValueError as error:
        reason = clean_text(str(error), 150)
        raise FileProblem(f'is not valid TOML ({reason}); correct it there or export it again') from error
    if not value:
        raise FileProblem('holds no values, only comments or blank lines; check that the right file was given')
    return {
        **describe_records(Parsed(file_type, value, source)),
        'encoding': codec,
        'encodingConfidence': 1.0,
        'warnings': [],
    }
