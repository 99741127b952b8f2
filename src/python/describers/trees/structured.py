"""Describes .json and .jsonl files."""

import json
import os

from describers.base.description import Description
from describers.base.memory import may_not_fit, run_memory
from describers.base.problem import FileProblem
from describers.encoding.file_encoding import file_encoding
from describers.encoding.open_text import open_text
from describers.encoding.text_encoding import Encoding
from describers.trees import large_document, large_lines
from describers.trees.constants import Constants
from describers.trees.item_stream import BLOCK
from describers.trees.joined_values import IN_A_ROW, is_value, values_in_a_row
from describers.trees.json_lines import parse_lines
from describers.trees.parsed_size import parsed_bytes
from describers.trees.records import Parsed, describe_records
from describers.trees.repeated_keys import MAX_CHARACTERS, RepeatedKeys

ROW = 'The file holds JSON values one after the other; `load` takes them apart.'
LINES = 'The file holds one JSON value per line (JSON Lines).'


def describe(name: str, file_type: str) -> Description:
    """What is too large for memory is described by its first lines or items, and `load` then reads in parts."""
    encoding = file_encoding(name)
    if file_type == 'jsonl' and os.path.getsize(name) > large_lines.whole_lines_bytes():
        described, notes = large_lines.describe_large(name, encoding)
    else:
        described, notes = _describe_whole(name, encoding, file_type) or _describe_parts(name, encoding)
    return {
        **described,
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'warnings': encoding.warnings() + notes,
    }


def _describe_whole(name: str, encoding: Encoding, file_type: str) -> tuple[Description, list[str]] | None:
    """None for JSON that doesn't fit in memory."""
    if file_type == 'json' and os.path.getsize(name) > run_memory():
        return None
    try:
        parsed, notes = _parse(name, encoding, file_type)
        return describe_records(parsed), notes + _memory_notes(name, parsed)
    except MemoryError:
        if file_type != 'json':
            raise
        return None


def _describe_parts(name: str, encoding: Encoding) -> tuple[Description, list[str]]:
    """Only an array has parts that can be told apart, or a file that holds one value per line after all."""
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        begin = file.readline(BLOCK)
        more = file.read(BLOCK).strip()
    if begin.endswith('\n') and more and is_value(begin):
        described, notes = large_lines.describe_large(name, encoding)
        return described, [LINES, *notes]
    if not begin.lstrip().startswith('['):
        raise MemoryError
    return large_document.describe_large(name, encoding)


def _parse(name: str, encoding: Encoding, file_type: str) -> tuple[Parsed, list[str]]:
    opened = open_text(name, encoding)
    if file_type == 'jsonl':
        return _lines(name, opened, encoding)
    constants, keys = Constants(), RepeatedKeys()
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        text = file.read()
    try:
        hook = keys.take if len(text) <= MAX_CHARACTERS else None
        value = json.loads(text, parse_constant=constants.take, object_pairs_hook=hook)
    except json.JSONDecodeError as error:
        if values := values_in_a_row(text):
            return Parsed('jsonl', values, IN_A_ROW.format(opened), is_stream=True, is_proven=True), [ROW]
        if text.lstrip()[:1] in '{[' and _begins_with_value(text):
            parsed, notes = _lines(name, opened, encoding)
            return parsed, [LINES, *notes]
        place = f'line {error.lineno}, column {error.colno}'
        raise FileProblem(f'is not valid JSON ({error.msg} at {place}); correct it there or export it again') from error
    parsed = Parsed('json', value, f'json.load({opened})', is_proven=not constants.met)
    return parsed, constants.notes() + keys.notes()


def _begins_with_value(text: str) -> bool:
    """Of a text that is no value as a whole: whether the first of several stands there."""
    try:
        json.JSONDecoder().raw_decode(text.lstrip(' \t\n\r'))
    except ValueError:
        return False
    return True


def _memory_notes(name: str, parsed: Parsed) -> list[str]:
    """The text and its values are in memory together, and then the values and their table."""
    warning = may_not_fit(2 * os.path.getsize(name) + parsed_bytes(parsed.value))
    if warning is None:
        return []
    one_by_one = 'json.loads line by line' if parsed.is_stream else 'json.JSONDecoder().raw_decode(text, position)'
    return [f'{warning} Take the items one by one with {one_by_one} and keep only what the question needs.']


def _lines(name: str, opened: str, encoding: Encoding) -> tuple[Parsed, list[str]]:
    value, source, notes = parse_lines(name, opened, encoding)
    return Parsed('jsonl', value, source, is_stream=True, is_proven=True), notes
