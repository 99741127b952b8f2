"""Describes .log files: line pattern, how many lines it fits, time range, levels."""

import json
import os
from collections.abc import Iterable, Iterator

from describers.base.description import Description
from describers.base.other_type import OtherType
from describers.encoding.text_encoding import Encoding
from describers.text.log_lines import match_lines
from describers.text.log_patterns import LogPattern, best_pattern
from describers.text.read_text import read_text

SAMPLE_LINES = 500
MAX_EXAMINED = 256 << 20
MAX_LEVELS = 12
LINES = 1 << 20


def describe(name: str, file_type: str) -> Description:
    """A log of JSON objects is described as JSON Lines."""
    text = read_text(name)
    sample = [line for line in text.scan.head.splitlines()[:SAMPLE_LINES] if line.strip()]
    if _are_objects(sample):
        raise OtherType('jsonl', 'The log holds one JSON object per line.')
    pattern = best_pattern(sample)
    facts, remarks = ({}, []) if pattern is None else _facts(name, pattern, _line_blocks(name, text.encoding))
    return {
        **text.fields(file_type),
        **facts,
        'load': text.load,
        'warnings': text.warnings() + remarks,
    }


def _are_objects(lines: list[str]) -> bool:
    """Whether nearly all of the lines, and at least two, are JSON objects; the last may be cut."""
    count = sum(line.lstrip().startswith('{') and _parses(line) for line in lines)
    return count > 1 and count >= 0.9 * len(lines)


def _parses(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _facts(name: str, pattern: LogPattern, blocks: Iterable[list[str]]) -> tuple[Description, list[str]]:
    found = match_lines(pattern, blocks)
    facts: Description = {'linePattern': pattern.regex, 'lineFormat': pattern.title, 'matchedLines': found.lines}
    if found.first:
        facts['timeRange'] = {'from': found.first, 'to': found.last}
    if found.levels:
        facts['levels'] = dict(found.levels.most_common(MAX_LEVELS))
    notes = []
    if found.unmatched:
        notes.append(f'Lines that linePattern does not fit, such as line {found.unmatched}, continue others or differ.')
    if found.first.startswith('--'):
        notes.append('The times have no year; the time range is that of the first and the last line.')
    if os.path.getsize(name) > MAX_EXAMINED:
        notes.append(f'linePattern, levels and time range were tried on the first {MAX_EXAMINED >> 20} MiB only.')
    return facts, notes


def _line_blocks(name: str, encoding: Encoding) -> Iterator[list[str]]:
    """Lists of the lines of the part that is examined; only one list is in memory at a time."""
    left = MAX_EXAMINED
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        while left > 0 and (lines := file.readlines(LINES)):
            left -= sum(map(len, lines))
            yield lines
