"""Describes .log files: line pattern, how many lines it fits, time range, levels."""

import json
import os
import re
from collections import Counter
from typing import NamedTuple

from describers.trees import structured
from describers.text.file_encoding import file_encoding
from describers.text.log_patterns import MAX_LINE, best_pattern
from describers.plain import clean_text
from describers.text.text_scan import preview, scan_text, text_load

SAMPLE_LINES = 500
MAX_EXAMINED = 256 << 20
MAX_LEVELS = 12


class Matches(NamedTuple):
    lines: int
    first: str
    last: str
    levels: Counter
    unmatched: int
    """Number of the first line that is not blank and doesn't fit, 0 when all do."""


def describe(name, file_type):
    """A log of JSON objects is described as JSON Lines."""
    encoding = file_encoding(name)
    text = scan_text(name, encoding)
    sample = [line for line in text.head.splitlines()[:SAMPLE_LINES] if line.strip()]
    if _are_objects(sample):
        described = structured.describe(name, 'jsonl')
        return {**described, 'warnings': ['The log holds one JSON object per line.', *described['warnings']]}
    load, notes = text_load(name, encoding)
    pattern = best_pattern(sample)
    facts, remarks = ({}, []) if pattern is None else _facts(name, encoding, pattern)
    return {
        'type': file_type,
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'lineCount': text.lines,
        'wordCount': text.words,
        'headings': [],
        'omittedHeadings': 0,
        'textPreview': preview(text.head),
        **facts,
        'load': load,
        'warnings': encoding.warnings() + notes + remarks,
    }


def _are_objects(lines):
    """Whether nearly all of the lines, and at least two, are JSON objects; the last may be cut."""
    count = sum(line.lstrip().startswith('{') and _parses(line) for line in lines)
    return count > 1 and count >= 0.9 * len(lines)


def _parses(line):
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _facts(name, encoding, pattern):
    found = _match_lines(name, encoding, pattern)
    facts = {'linePattern': pattern.regex, 'lineFormat': pattern.title, 'matchedLines': found.lines}
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


def _match_lines(name, encoding, pattern):
    match, to_iso = re.compile(pattern.regex).match, pattern.to_iso
    count, unmatched, levels, times = 0, 0, Counter(), _Times()
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        for number, line in enumerate(_first(file), 1):
            found = match(line[:MAX_LINE])
            if found is None:
                unmatched = unmatched or (number if line.strip() else 0)
                continue
            count += 1
            groups = found.groupdict()
            if to_iso is not None and groups['time'] != times.text:
                times.take(groups['time'], to_iso)
            if groups.get('level'):
                levels[groups['level']] += 1
    return Matches(count, times.first, times.last, levels, unmatched)


class _Times:
    """The earliest and the latest time; in file order where they have no year."""

    def __init__(self):
        self.text = self.first = self.last = ''

    def take(self, text, to_iso):
        self.text = text
        try:
            iso = clean_text(to_iso(text), 40)
        except (KeyError, ValueError):
            return
        if not self.first or (iso < self.first and not iso.startswith('--')):
            self.first = iso
        if iso > self.last or iso.startswith('--'):
            self.last = iso


def _first(file):
    """The lines of the part that is examined."""
    left = MAX_EXAMINED
    while left > 0 and (lines := file.readlines(1 << 20)):
        left -= sum(map(len, lines))
        yield from lines
