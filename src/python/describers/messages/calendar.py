"""Describes .ics files: how many events and tasks, when, with which properties."""

import os

from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.plain import clean_text
from describers.base.problem import FileProblem
from describers.encoding.file_encoding import file_encoding
from describers.encoding.open_text import open_text
from describers.encoding.text_encoding import Encoding
from describers.messages.calendar_lines import SAMPLE_FIELDS, CalendarFacts, read_facts

MAX_PARSED = 4 << 20
MAX_ZONES = 20
MAX_FIELDS = 40


def describe(name: str, file_type: str) -> Description:
    """A calendar too large for icalendar is opened as text."""
    encoding = file_encoding(name)
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        facts = read_facts(file)
    load, notes = _load(name, encoding, facts)
    zones = list(facts.zones)
    return {
        'type': file_type,
        'calendarName': facts.name or None,
        'timeZones': [clean_text(zone) for zone in zones[:MAX_ZONES]],
        'eventCount': facts.parts['VEVENT'],
        'taskCount': facts.parts['VTODO'],
        'recurringCount': facts.recurring,
        'timeRange': {'from': facts.times[0], 'to': facts.times[1]} if facts.times else None,
        'fields': [clean_text(field) for field, _ in facts.fields.most_common(MAX_FIELDS)],
        'sampleData': [dict(list(item.items())[:SAMPLE_FIELDS]) for item in facts.samples],
        'load': load,
        'warnings': notes + _warnings(facts),
    }


def _load(name: str, encoding: Encoding, facts: CalendarFacts) -> tuple[str, list[str]]:
    if os.path.getsize(name) > MAX_PARSED:
        load = open_text(name, encoding)
        run(load).close()
        return load, ['The calendar is large: `load` opens its text, read the properties of the events line by line.']
    read = f'icalendar.Calendar.from_ical({call("open", name, "rb")}.read()'
    several = facts.parts['VCALENDAR'] > 1
    load = f'{read}, multiple=True)' if several else f'{read})'
    try:
        run(load)
    except ValueError as error:
        raise FileProblem(f'is not valid iCalendar ({clean_text(str(error), 150)}); export it again') from error
    notes = ['The file holds several calendars: `load` gives a list.'] if several else []
    return load, notes


def _warnings(facts: CalendarFacts) -> list[str]:
    found = []
    if facts.odd:
        found.append(f'Lines that are no properties: {facts.odd}; icalendar may skip their events.')
    if facts.recurring:
        found.append('Recurring events stand in the file once, with their rule in RRULE; the range is of the first.')
    return found
