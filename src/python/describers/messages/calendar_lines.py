"""Reads an iCalendar file line by line: what its parts have, without building them."""

import re
from collections import Counter
from typing import NamedTuple

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


class Facts(NamedTuple):
    calendars: int
    name: str
    zones: dict
    events: int
    tasks: int
    recurring: int
    times: list
    """The earliest begin and the latest end as ISO 8601, empty when no event has a time."""
    fields: Counter
    samples: list
    odd: int
    """Lines that are no properties."""
    open: list
    """Parts that were begun and not ended."""


def unfolded(file):
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


def read_facts(file):
    """Raises FileProblem for what is not iCalendar."""
    reader = _Reader()
    for line in unfolded(file):
        reader.take(line)
    if not reader.calendars:
        raise FileProblem('holds no VCALENDAR; check that it was exported as iCalendar')
    counts = reader.counts
    return Facts(
        calendars=reader.calendars,
        name=reader.name,
        zones=reader.zones,
        events=counts['VEVENT'],
        tasks=counts['VTODO'],
        recurring=reader.recurring,
        times=reader.times,
        fields=reader.fields,
        samples=reader.samples,
        odd=reader.odd,
        open=reader.stack,
    )


class _Reader:
    def __init__(self):
        self.name, self.zones, self.counts, self.recurring = '', {}, Counter(), 0
        self.times, self.fields, self.samples, self.odd, self.stack = [], Counter(), [], 0, []
        self.calendars = 0
        self.item = None

    def take(self, line):
        found = PROPERTY.fullmatch(line)
        if found is None:
            self.odd += bool(line.strip())
            return
        name, options, value = found[1].upper(), found[2], found[3]
        if name == 'BEGIN':
            self._begin(value.strip().upper())
        elif name == 'END':
            self._end(value.strip().upper())
        elif self.stack:
            self._property(name, options, value)

    def _begin(self, part):
        if len(self.stack) >= MAX_DEPTH:
            raise FileProblem(f'is nested more than {MAX_DEPTH} parts deep; export it again')
        self.stack.append(part)
        self.counts[part] += 1
        self.calendars += part == 'VCALENDAR'
        if part == 'VEVENT':
            self.item = {}

    def _end(self, part):
        if part in self.stack:
            while self.stack.pop() != part:
                pass
        if part == 'VEVENT' and self.item is not None:
            self.recurring += 'RRULE' in self.item
            self.fields.update(self.item.keys())
            if len(self.samples) < SAMPLES:
                self.samples.append(self.item)
            self.item = None

    def _property(self, name, options, value):
        part = self.stack[-1]
        zone = ZONE.search(options)
        if zone and len(self.zones) < MAX_NAMES:
            self.zones[zone[1]] = None
        if part == 'VCALENDAR' and name == 'X-WR-CALNAME':
            self.name = self.name or _text(value)
        elif part == 'VTIMEZONE' and name == 'TZID' and len(self.zones) < MAX_NAMES:
            self.zones[value] = None
        elif part == 'VEVENT' and self.item is not None and len(self.item) < MAX_NAMES:
            time = _iso(value) if name in ('DTSTART', 'DTEND') else None
            if time:
                self._span(time)
            self.item.setdefault(name, time or _text(value))

    def _span(self, time):
        first, last = self.times or (time, time)
        self.times = [min(first, time), max(last, time)]


def _iso(value):
    found = TIME.fullmatch(value.strip())
    if found is None:
        return None
    day = f'{found[1]}-{found[2]}-{found[3]}'
    return f'{day}T{found[4]}:{found[5]}:{found[6]}{found[7]}' if found[4] else day


def _text(value):
    return clean_text(re.sub(r'\\[nN,;\\]', lambda escape: ESCAPES[escape[0]], value[:400]))
