"""How the bytes of a delimited file become cells."""

import os
from dataclasses import dataclass, replace

from describers.base.problem import FileProblem
from describers.encoding.file_encoding import file_encoding
from describers.encoding.text_encoding import Encoding
from describers.tables.dialect import SAMPLE_CHARACTERS, Dialect, detect_tables

MAX_REPAIRED = 64 << 20  # bytes of a file that is read at once to leave characters out
HEAD = 4 * SAMPLE_CHARACTERS  # bytes, in the widest encoding


@dataclass(frozen=True)
class Layout:
    """What a reader has to be told before it reads a table."""

    encoding: Encoding
    dialect: Dialect


def layout_of(name: str, preferred: str) -> Layout:
    """Of the first table, up to the end of the file; `preferred` wins when two delimiters fit equally well. Raises FileProblem for a file without rows."""
    first = layouts_of(name, preferred)[0]
    separation = first.dialect.separation
    if os.path.getsize(name) > MAX_REPAIRED:
        separation = replace(separation, repairs=())
    return replace(first, dialect=replace(first.dialect, separation=separation, end=None))


def layouts_of(name: str, preferred: str) -> list[Layout]:
    """Of each of the tables that follow each other in the file, mostly of one; raises as `layout_of` does."""
    encoding = file_encoding(name)
    with open(name, 'rb') as file:
        dialects = detect_tables(encoding.decode(file.read(HEAD)), preferred)
    if not dialects[0].rows:
        raise FileProblem('holds no rows, only blank lines; check that the right file was given')
    return [Layout(encoding, dialect) for dialect in dialects]
