"""Describes .yaml and .yml files: one document or a stream of several."""

import os
from collections.abc import Iterable
from typing import Any

import yaml

from describers.base.description import Description
from describers.base.loading import run
from describers.base.plain import clean_text
from describers.base.problem import FileProblem
from describers.encoding.file_encoding import file_encoding
from describers.encoding.open_text import open_text
from describers.trees.records import Parsed, describe_records
from describers.trees.yaml_nodes import Stream, examine, reason_of

MAX_BYTES = 4 << 20
MAX_PURE_BYTES = 200_000
MAX_TAGS = 5
MAX_EXAMINED = 10_000


def describe(name: str, file_type: str) -> Description:
    """The stream is examined as events before any of its values is built."""
    if os.path.getsize(name) > MAX_BYTES:
        raise FileProblem(f'has more than {MAX_BYTES >> 20} MiB of YAML, which takes minutes to parse; save it as JSON')
    encoding = file_encoding(name)
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        stream = examine(file.read())
    if stream.documents == 0:
        raise FileProblem('holds no YAML document, only comments or blank lines; check that the right file was given')
    is_large = os.path.getsize(name) > MAX_PURE_BYTES
    source, value = _load(_expression(open_text(name, encoding), stream, is_large))
    if isinstance(value, str) and stream.documents == 1 and len(value) > 200:
        raise FileProblem('is plain text, not YAML; give it the extension .txt')
    notes = []
    if stream.tags:
        tags = ', '.join(clean_text(tag, 40) for tag in stream.tags[:MAX_TAGS])
        notes.append(f'The file uses own tags ({tags}): `load` reads without them, and every value as text.')
    odd = _odd_keys(value)
    if odd:
        notes.append(f'Keys that YAML does not read as text: {", ".join(odd)}; use them so, without quotes.')
    return {
        **describe_records(Parsed(file_type, value, source, is_stream=stream.documents > 1)),
        'documentCount': stream.documents,
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'warnings': encoding.warnings() + notes,
    }


def _expression(opened: str, stream: Stream, is_large: bool) -> str:
    """The loader in C reads a large file in half the time, where it is there."""
    several = '_all' if stream.documents > 1 else ''
    if stream.tags:
        source = f'yaml.load{several}({opened}, Loader=yaml.BaseLoader)'
    elif is_large and hasattr(yaml, 'CSafeLoader'):
        source = f'yaml.load{several}({opened}, Loader=yaml.CSafeLoader)'
    else:
        source = f'yaml.safe_load{several}({opened})'
    return f'list({source})' if several else source


def _load(source: str) -> tuple[str, Any]:
    try:
        return source, run(source)
    except yaml.YAMLError as error:
        raise FileProblem(f"can't be built from its YAML ({reason_of(error)}); correct it there") from error
    except (ValueError, TypeError) as error:
        reason = clean_text(str(error), 150)
        raise FileProblem(f"holds a value YAML can't build ({reason}); put it in quotes") from error


def _odd_keys(value: object) -> list[str]:
    """Python source of the first keys that are no text, near the root: `on` is True, `2024` a number."""
    found: dict[str, None] = {}
    level: list[Any] = [value]
    for _ in range(4):
        pairs = [pair for item in level if isinstance(item, (dict, list)) for pair in _inside(item)][:MAX_EXAMINED]
        found.update(dict.fromkeys(clean_text(repr(key), 40) for key, _ in pairs if not isinstance(key, str)))
        level = [inner for _, inner in pairs]
    return list(found)[:MAX_TAGS]


def _inside(item: dict[Any, Any] | list[Any]) -> Iterable[tuple[Any, Any]]:
    return item.items() if isinstance(item, dict) else (('', inner) for inner in item)
