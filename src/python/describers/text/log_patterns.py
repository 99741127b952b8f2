"""The line patterns of common logs; a new one is a new row."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

MONTHS = {
    name: f'{number:02}' for number, name in enumerate('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(), 1)
}
ISO_TIME = r'\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?: ?(?:Z|[+-]\d\d:?\d\d))?'
LEVEL = (
    r'TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|SEVERE|CRITICAL|FATAL|FINE|'
    r'trace|debug|info|notice|warn|warning|error|critical|fatal'
)
MONTH = '|'.join(MONTHS)


ToIso: TypeAlias = Callable[[str], str]
"""From the text of a time to ISO 8601 that sorts; raises KeyError or ValueError for what is no time."""


@dataclass(frozen=True)
class LogPattern:
    """A form of log lines that many programs write."""

    title: str
    regex: str
    """Python regular expression with named groups for a whole line."""
    to_iso: ToIso | None
    """For the group `time`; None where there is none."""


def _iso(text: str) -> str:
    return text.replace(',', '.').replace(' ', 'T', 1).replace(' ', '')


def _access(text: str) -> str:
    """10/Oct/2000:13:55:36 -0700"""
    zone = f'{text[21:24]}:{text[24:]}' if len(text) == 26 else ''
    return f'{text[7:11]}-{MONTHS[text[3:6]]}-{text[:2]}T{text[12:20]}{zone}'


def _slashes(text: str) -> str:
    """2024/01/31 10:00:00"""
    return text.replace('/', '-').replace(' ', 'T', 1)


def _without_year(text: str) -> str:
    """Oct 11 22:14:15, as ISO 8601 writes a date whose year is not known"""
    month, day, clock = text.split()
    return f'--{MONTHS[month]}-{int(day):02}T{clock}'


def _apache_error(text: str) -> str:
    """Wed Oct 11 14:32:52.123456 2000"""
    _, month, day, clock, year = text.split()
    return f'{year}-{MONTHS[month]}-{int(day):02}T{clock}'


PATTERNS = [
    LogPattern(
        'Combined Log Format',
        r'(?P<host>\S+) (?P<ident>\S+) (?P<user>\S+) \[(?P<time>[^\]]+)\] "(?P<request>(?:[^"\\]|\\.)*)" '
        r'(?P<status>\d{3}) (?P<size>\d+|-) "(?P<referer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)"(?P<rest>.*)',
        _access,
    ),
    LogPattern(
        'Common Log Format',
        r'(?P<host>\S+) (?P<ident>\S+) (?P<user>\S+) \[(?P<time>[^\]]+)\] "(?P<request>(?:[^"\\]|\\.)*)" '
        r'(?P<status>\d{3}) (?P<size>\d+|-)',
        _access,
    ),
    LogPattern(
        'syslog (RFC 5424)',
        rf'<(?P<priority>\d{{1,3}})>1 (?P<time>{ISO_TIME}|-) (?P<host>\S+) (?P<app>\S+) (?P<pid>\S+) '
        r'(?P<message_id>\S+) (?P<message>.*)',
        _iso,
    ),
    LogPattern(
        'syslog (RFC 3164)',
        rf'(?:<(?P<priority>\d{{1,3}})>)?(?P<time>(?:{MONTH}) [ \d]\d \d\d:\d\d:\d\d) (?P<host>\S+) '
        r'(?P<app>[^\s:\[]+)(?:\[(?P<pid>\d+)\])?: (?P<message>.*)',
        _without_year,
    ),
    LogPattern(
        'syslog with ISO time',
        rf'(?P<time>{ISO_TIME}) (?P<host>\S+) (?P<app>[^\s:\[]+)\[(?P<pid>\d+)\]: (?P<message>.*)',
        _iso,
    ),
    LogPattern(
        'nginx error log',
        r'(?P<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d) \[(?P<level>\w+)\] (?P<pid>\d+)#(?P<tid>\d+): '
        r'(?:\*(?P<connection>\d+) )?(?P<message>.*)',
        _slashes,
    ),
    LogPattern(
        'Apache error log',
        rf'\[(?P<time>\w{{3}} (?:{MONTH}) [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)? \d{{4}})\] '
        r'\[(?:(?P<module>\w{1,40}):)?(?P<level>\w{1,20})\](?: \[pid (?P<pid>[^\]]+)\])?'
        r'(?: \[client (?P<client>[^\]]+)\])? (?P<message>.*)',
        _apache_error,
    ),
    LogPattern(
        'logback or log4j',
        rf'(?P<time>{ISO_TIME}) \[(?P<thread>[^\]]+)\] (?P<level>{LEVEL}) +(?P<logger>\S+) - (?P<message>.*)',
        _iso,
    ),
    LogPattern(
        'Spring Boot',
        rf'(?P<time>{ISO_TIME}) +(?P<level>{LEVEL}) (?P<pid>\d+) --- (?:\[[^\]]*\] )?\[(?P<thread>[^\]]+)\] '
        r'(?P<logger>\S+) +: (?P<message>.*)',
        _iso,
    ),
    LogPattern(
        'Python logging',
        rf'(?P<time>{ISO_TIME}) - (?P<logger>[^\s]+) - (?P<level>{LEVEL}) - (?P<message>.*)',
        _iso,
    ),
    LogPattern(
        'time, level, message',
        rf'\[?(?P<time>{ISO_TIME})\]?[ \t]+[\[(]?(?P<level>{LEVEL})[\])]?[:,]?[ \t]+(?P<message>.*)',
        _iso,
    ),
    LogPattern(
        'time, level, message',
        r'\[?(?P<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d)\]?[ \t]+'
        rf'[\[(]?(?P<level>{LEVEL})[\])]?[:,]?[ \t]+(?P<message>.*)',
        _slashes,
    ),
    LogPattern(
        'level, time, message',
        rf'[\[(]?(?P<level>{LEVEL})[\])]?[:,]?[ \t]+\[?(?P<time>{ISO_TIME})\]?[:,]?[ \t]+(?P<message>.*)',
        _iso,
    ),
    LogPattern('time, message', rf'\[?(?P<time>{ISO_TIME})\]?[:,]?[ \t]+(?P<message>.*)', _iso),
    LogPattern('time, message', r'\[?(?P<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d)\]?[:,]?[ \t]+(?P<message>.*)', _slashes),
    LogPattern('level, message', rf'[\[(]?(?P<level>{LEVEL})[\])]?:?[ \t]+(?P<message>.*)', None),
]
MATCHERS = [re.compile(pattern.regex).match for pattern in PATTERNS]
MIN_SHARE = 0.5
MAX_LINE = 20_000


def best_pattern(lines: list[str]) -> LogPattern | None:
    """The pattern that fits most lines, at least half of them; the more telling one where two fit as many."""
    lines = [line[:MAX_LINE] for line in lines]
    counts = [len(list(filter(None, map(match, lines)))) for match in MATCHERS]
    most = max(counts, default=0)
    if most == 0 or most < MIN_SHARE * len(lines):
        return None
    # A general pattern also fits the lines of the special ones: it must win by more than stray lines.
    return next(pattern for pattern, count in zip(PATTERNS, counts, strict=True) if count >= 0.9 * most)
