"""The forms of log lines."""

import pytest

from describers.text.log_lines import match_lines
from describers.text.log_patterns import best_pattern

LINES = {
    'Combined Log Format': '1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 23 "-" "curl"',
    'Common Log Format': '1.1.1.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 23',
    'syslog (RFC 5424)': '<34>1 2003-10-11T22:14:15.003Z host su - ID47 failed',
    'syslog (RFC 3164)': 'Oct 11 22:14:15 host su[12]: failed',
    'nginx error log': '2024/01/31 10:00:00 [error] 12#34: *5 failed',
    'Apache error log': '[Wed Oct 11 14:32:52.123456 2000] [core:error] [pid 12] failed',
    'logback or log4j': '2024-01-31 10:00:00,123 [main] INFO com.x.Y - started',
    'Spring Boot': '2024-01-31 10:00:00.123  INFO 12 --- [main] com.x.Y : started',
    'Python logging': '2024-01-31 10:00:00,123 - root - INFO - started',
    'time, level, message': '2024-01-31T10:00:00Z INFO started',
    'level, time, message': 'INFO: 2024-01-31 10:00:00 started',
    'time, message': '2024-01-31 10:00:00 started',
    'level, message': 'ERROR failed',
}
TIMES = {
    'Common Log Format': '2000-10-10T13:55:36-07:00',
    'syslog (RFC 3164)': '--10-11T22:14:15',
    'nginx error log': '2024-01-31T10:00:00',
    'Apache error log': '2000-10-11T14:32:52.123456',
    'logback or log4j': '2024-01-31T10:00:00.123',
}


@pytest.mark.parametrize(('title', 'line'), LINES.items())
def test_a_line_of_a_common_log_is_known(title: str, line: str) -> None:
    pattern = best_pattern([line] * 3)
    assert pattern is not None
    assert pattern.title == title


@pytest.mark.parametrize(('title', 'time'), TIMES.items())
def test_times_are_told_as_iso_8601(title: str, time: str) -> None:
    pattern = best_pattern([LINES[title]])
    assert pattern is not None
    assert match_lines(pattern, [[LINES[title]]]).first == time


def test_most_lines_must_fit() -> None:
    assert best_pattern(['ERROR failed', 'x', 'y']) is None
    assert best_pattern([]) is None


@pytest.mark.parametrize(
    ('lines', 'first', 'last'),
    [
        (['2024-02-01 10:00:00 x', '2024-01-01 10:00:00 x'], '2024-01-01T10:00:00', '2024-02-01T10:00:00'),
        (['Dec 31 23:59:59 host app: x', 'Jan  1 00:00:00 host app: x'], '--12-31T23:59:59', '--01-01T00:00:00'),
    ],
)
def test_times_are_sorted_unless_they_have_no_year(lines: list[str], first: str, last: str) -> None:
    pattern = best_pattern(lines)
    assert pattern is not None
    found = match_lines(pattern, [lines])
    assert (found.first, found.last) == (first, last)


def test_levels_times_and_lines_that_differ_are_counted_over_blocks() -> None:
    pattern = best_pattern([LINES['time, level, message']])
    assert pattern is not None
    later = '2024-02-01T00:00:00Z WARN late'
    found = match_lines(pattern, [[LINES['time, level, message'], ''], ['  at x', later]])
    assert (found.lines, found.unmatched, dict(found.levels)) == (2, 3, {'INFO': 1, 'WARN': 1})
    assert (found.first, found.last) == ('2024-01-31T10:00:00Z', '2024-02-01T00:00:00Z')
