"""Reads an iCalendar file line by line: what its parts have, without building them.

icalendar takes ten times as long, and reads a calendar that was cut off as an empty one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import TextIO

from describers.base.plain import clean_text
from describers.base.problem import FileProblem

PROPERTY = re.compile(r'([A-Za-z][\w-]*)((?:;[\w-]+=(?:"[^"]*"|[^":;]*))*):(.*)', re.DOTALL)
ZONE = re.compile(r';TZID="?([^";:]+)', re.IGNORECASE)
TIME = re.compile(r'(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?')
MAX_LINE = 100_000
MAX_NAMES = 60
MAX_DEPTH = 10
SAMPLES = 3
SAMPLE_FIELDS = 10
ESCAPES = {'\\n': ' ', '\\N': ' ', '\\,': ',', '\\;': ';', '\\\\': '\\'}


class CalendarFacts:
    """What the lines seen so far tell of the parts of a calendar."""

    def __init__(self) -> None:
        self.recurring = 0
        self.name = ''
        self.zones: dict[str, None] = {}
        self.parts: Counter[str] = Counter()
        """How many were begun, by their names."""
        self.times: tuple[str, str] | None = None
        """The earliest begin and the latest end as ISO 8601, where an event has a time."""
        self.fields: Counter[str] = Counter()
        self.samples: list[dict[str, str]] = []
        self.odd = 0
        """Lines that are no properties."""
        self.open: list[str] = []
        """Parts that were begun and not ended."""
        self._event: dict[str, str] | None = None

    def take(self, line: str) -> None:
        """Raises FileProblem for parts that stand too deep inside each other."""
        found = PROPERTY.fullmatch(line)
        if found is None:
            self.odd += bool(line.strip())
            return
        name, options, value = found[1].upper(), found[2], found[3]
        if name == 'BEGIN':
            self._begin(value.strip().upper())
        elif name == 'END':
            self._end(value.strip().upper())
        elif self.open:
            self._property(name, options, value)

    def _begin(self, part: str) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise FileProblem(f'is nested more than {MAX_DEPTH} parts deep; export it again')
        self.open.append(part)
        self.parts[part] += 1
        if part == 'VEVENT':
            self._event = {}

    def _end(self, part: str) -> None:
        if part in self.open:
            while self.open.pop() != part:
                pass
        if part == 'VEVENT' and self._event is not None:
            self.recurring += 'RRULE' in self._event
            self.fields.update(self._event.keys())
            if len(self.samples) < SAMPLES:
                self.samples.append(self._event)
            self._event = None

    def _property(self, name: str, options: str, value: str) -> None:
        part = self.open[-1]
        zone = ZONE.search(options)
        if zone and len(self.zones) < MAX_NAMES:
            self.zones[zone[1]] = None
        if part == 'VCALENDAR' and name == 'X-WR-CALNAME':
            self.name = self.name or _text(value)
        elif part == 'VTIMEZONE' and name == 'TZID' and len(self.zones) < MAX_NAMES:
            self.zones[value] = None
        elif part == 'VEVENT' and self._event is not None and len(self._event) < MAX_NAMES:
            time = _iso(value) if name in ('DTSTART', 'DTEND') else None
            if time:
                first, last = self.times or (time, time)
                self.times = (min(first, time), max(last, time))
            self._event.setdefault(name, time or _text(value))


def read_facts(file: TextIO) -> CalendarFacts:
    """Raises FileProblem for what is not a whole calendar."""
    facts = CalendarFacts()
    for line in unfolded(file):
        facts.take(line)
    if not facts.parts['VCALENDAR']:
        raise FileProblem('holds no VCALENDAR; check that it was exported as iCalendar')
    if facts.open:
        raise FileProblem(f'is cut off inside a {clean_text(facts.open[-1], 40)}; export it again')
    return facts


def unfolded(file: TextIO) -> Iterator[str]:
    """Lines with their continuations joined; a folded line begins with a space or a tab."""
    held = ''
    while line := file.readline(MAX_LINE):
        line = line.rstrip('\r\n')
        if line[:1] in (' ', '\t') and line:
            held = (held + line[1:])[:MAX_LINE]
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _iso(value: str) -> str | None:
    found = TIME.fullmatch(value.strip())
    if found is None:
        return None
    day = f'{found[1]}-{found[2]}-{found[3]}'
    return f'{day}T{found[4]}:{found[5]}:{found[6]}{found[7]}' if found[4] else day


def _text(value: str) -> str:
    return clean_text(re.sub(r'\\[nN,;\\]', lambda escape: ESCAPES[escape[0]], value[:400]))
