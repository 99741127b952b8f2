"""Finds quotation marks in front of a cell that are never closed, so that they would swallow the lines below."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from describers.tables.separation import Repair, Separation, usual_width

MOST, MAX_TRIES, MAX_LINES = 5, 20, 3
MOST_OF_RECORD = 20  # lines
CONTEXT = 40  # characters behind the mark by which its line is told


def without_stray_quotes(text: str, separation: Separation) -> Separation:
    """How the text is separated once each such mark is left out; the same where there is none, or nothing but such marks."""
    quote = separation.quote or '"'
    if quote not in text or separation.escape:
        return separation
    closed = replace(separation, quote=quote)
    lines = list(io.StringIO(text, newline=''))
    repairs = list(_repairs(lines, closed, text))
    if not repairs or (not separation.quote and not any(quote in line for line in lines)):
        return separation
    return replace(closed, repairs=tuple(repairs))


def _repairs(lines: list[str], separation: Separation, text: str) -> Iterator[Repair]:
    """The marks are taken out of `lines` one after the other."""
    width = usual_width(separation.rows(text))
    start = count = 0
    for _ in range(MAX_TRIES):
        span = _damaged(lines, start, separation, width)
        if span is None or count == MOST:
            return
        start = span.stop
        place = _place(lines, span, separation, width)
        if place is None:
            continue
        at, mark = place
        line = lines[at].rstrip('\r\n')
        damaged = next((part for part in (line[: mark + CONTEXT], line) if text.count(part) == 1), None)
        if damaged is None:
            continue
        lines[at] = lines[at][:mark] + lines[at][mark + 1 :]
        start, count = at + 1, count + 1
        yield Repair(at + 1, damaged, damaged[:mark] + damaged[mark + 1 :])


def _place(lines: Sequence[str], span: range, separation: Separation, width: int) -> tuple[int, int] | None:
    """Number of the line, and position in it, of the mark without which the first lines are a whole record."""
    for count in range(1, min(MAX_LINES, len(span)) + 1):
        mark = _stray(''.join(lines[span.start : span.start + count]), separation, width)
        if mark is None:
            continue
        at = span.start
        while mark >= len(lines[at]):
            mark -= len(lines[at])
            at += 1
        return at, mark
    return None


def _damaged(lines: Sequence[str], start: int, separation: Separation, width: int) -> range | None:
    """Lines of the first record that holds whole records inside quotes, or that is odd itself or before an odd one."""
    reader, begin = csv.reader(map(separation.line, lines[start:]), **separation.options), start
    before = range(0)
    for row in reader:
        span = range(begin, start + reader.line_num)
        begin = span.stop
        is_odd = bool(row) and len(row) != width
        if is_odd and len(before) > 1 and _goes_on(lines, before.start + 1, separation, width):
            return before
        if any(_is_whole(lines[at], separation, width) for at in span[1:]):
            return span
        if is_odd and (len(span) > 1 or lines[span.start].count(separation.quote) % 2):
            return span
        before = span
    return None


def _goes_on(lines: Sequence[str], start: int, separation: Separation, width: int) -> bool:
    """Whether the line begins a record of the usual width."""
    coming = lines[start : start + MOST_OF_RECORD]
    first = next(csv.reader(map(separation.line, coming), **separation.options), [])
    return len(first) == width


def _is_whole(record: str, separation: Separation, width: int) -> bool:
    if record.count(separation.delimiter) < width - 1 or record.count(separation.quote) % 2:
        return False
    lines = map(separation.line, io.StringIO(record, newline=''))
    try:
        return [len(row) for row in csv.reader(lines, strict=True, **separation.options)] == [width]
    except csv.Error:
        return False


def _stray(record: str, separation: Separation, width: int) -> int | None:
    """Position of the mark without which it is whole."""
    begins = re.finditer(rf'(?:^|{re.escape(separation.delimiter)})\s?({re.escape(separation.quote)})', record)
    for match in begins:
        at = match.start(1)
        if _is_whole(record[:at] + record[at + 1 :], separation, width):
            return at
    return None
