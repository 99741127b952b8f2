"""Calendars read line by line."""

import io

import pytest

from describers.base.problem import FileProblem
from describers.messages.calendar_lines import read_facts, unfolded

EVENT = 'BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Berlin:20240131T100000\r\nSUMMARY:a\\, b\\nc\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n'
CALENDAR = f'BEGIN:VCALENDAR\r\nX-WR-CALNAME:Mine\r\n{EVENT}END:VCALENDAR\r\n'


def test_folded_lines_are_joined() -> None:
    assert list(unfolded(io.StringIO('A:1\n 2\n\t3\nB:4\n'))) == ['A:123', 'B:4']


def test_events_tell_their_times_zones_and_properties() -> None:
    facts = read_facts(io.StringIO(CALENDAR))
    assert (facts.name, list(facts.zones), facts.parts['VEVENT'], facts.recurring) == ('Mine', ['Europe/Berlin'], 1, 1)
    assert facts.times == ('2024-01-31T10:00:00', '2024-01-31T10:00:00')
    assert facts.samples == [{'DTSTART': '2024-01-31T10:00:00', 'SUMMARY': 'a, b c', 'RRULE': 'FREQ=DAILY'}]


def test_lines_that_are_no_properties_are_counted() -> None:
    assert read_facts(io.StringIO(CALENDAR.replace('SUMMARY:', 'no property\r\nSUMMARY:'))).odd == 1


@pytest.mark.parametrize(
    ('text', 'problem'),
    [
        (EVENT, 'holds no VCALENDAR'),
        (CALENDAR[:-17], 'is cut off inside a VCALENDAR'),
        (CALENDAR[:80], 'is cut off inside a VEVENT'),
        ('BEGIN:VCALENDAR\r\n' * 11, 'nested more than 10 parts deep'),
    ],
)
def test_what_is_no_whole_calendar_is_refused(text: str, problem: str) -> None:
    with pytest.raises(FileProblem, match=problem):
        read_facts(io.StringIO(text))
