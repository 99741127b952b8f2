"""Matches the lines of a log with the pattern that fits it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from describers.base.plain import clean_text
from describers.text.log_patterns import MAX_LINE, LogPattern, ToIso

MAX_TIME = 40


@dataclass(frozen=True)
class Matches:
    """What the lines of a log tell."""

    lines: int
    first: str
    last: str
    levels: Counter[str]
    unmatched: int
    """Number of the first line that is not blank and doesn't fit, 0 when all do."""


def match_lines(pattern: LogPattern, blocks: Iterable[list[str]]) -> Matches:
    """`blocks` are lists of lines."""
    regex = re.compile(pattern.regex)
    count, examined, unmatched, times = 0, 0, 0, _Times()
    levels: Counter[str] = Counter()
    for lines in blocks:
        found = list(map(regex.match, [line[:MAX_LINE] for line in lines]))
        matched = [match for match in found if match is not None]
        if not unmatched and len(matched) < len(lines):
            unmatched = _first_unmatched(found, lines, examined)
        count += len(matched)
        examined += len(lines)
        if pattern.to_iso is not None:
            times.take([match['time'] for match in matched], pattern.to_iso)
        if 'level' in regex.groupindex:
            levels.update(level for match in matched if (level := match['level']))
    return Matches(count, times.first, times.last, levels, unmatched)


def _first_unmatched(found: list[re.Match[str] | None], lines: list[str], examined: int) -> int:
    numbers = range(examined + 1, examined + len(lines) + 1)
    odd = (number for number, match, line in zip(numbers, found, lines, strict=True) if match is None and line.strip())
    return next(odd, 0)


class _Times:
    """The earliest and the latest time; in file order where they have no year."""

    def __init__(self) -> None:
        self.first = self.last = ''

    def take(self, texts: list[str], to_iso: ToIso) -> None:
        """Texts that are no times are passed over."""
        first, last = self.first, self.last
        for iso in _visible(_converted(texts, to_iso)):
            if not first or (iso < first and not iso.startswith('--')):
                first = iso
            if iso > last or iso.startswith('--'):
                last = iso
        self.first, self.last = first, last


def _converted(texts: list[str], to_iso: ToIso) -> list[str]:
    try:
        return list(map(to_iso, texts))
    except (KeyError, ValueError):
        return [iso for text in texts for iso in _tried(text, to_iso)]


def _tried(text: str, to_iso: ToIso) -> list[str]:
    try:
        return [to_iso(text)]
    except (KeyError, ValueError):
        return []


def _visible(times: list[str]) -> list[str]:
    """The times as `clean_text` gives them; it leaves short printable texts as they are."""
    if ''.join(times).isprintable() and max(map(len, times), default=0) <= MAX_TIME:
        return times
    return [clean_text(time, MAX_TIME) for time in times]
