"""Pollutes tables as real exports are polluted, in the style of the Pollock benchmark (VLDB 2023), and says what is to be read."""

import csv
import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

NOTE = 'Source: the office'
TABLES = 20


@dataclass(frozen=True)
class Polluted:
    """A file and the cells that have to come out of it."""

    kind: str
    data: bytes
    header: list[str] | None
    rows: list[list[str]]
    further: list[tuple[list[str], list[list[str]]]] = field(default_factory=list)
    damaged: int = 0
    """Rows that nobody can restore, so that nothing is asked of them."""


def text_of(rows: list[list[str]], end: str = '\r\n', **options: str) -> str:
    """The rows as one file; multi-character delimiters stand between quoted cells."""
    delimiter = options.pop('delimiter', ',')
    if len(delimiter) > 1:
        lines = (delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
        return end.join(lines) + end
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=end, **options).writerows(rows)
    return stream.getvalue()


WORDS = ['boot', 'jacket', 'rod', 'pillow', 'towel', 'jersey', 'vest', 'cap', 'sofa', 'tent']
TOWNS = ['Rome', 'Oslo', 'Bonn', 'Łódź', 'São Paulo', '東京', 'New York, NY', 'Nice']
KINDS = {
    'day': lambda dice, at: f'{1 + at % 28:02}/{1 + at // 28:02}/2018' if at else '15/01/2018',
    'iso day': lambda dice, at: f'2018-{1 + at // 28:02}-{1 + at % 28:02}',
    'clock': lambda dice, at: f'{at // 4 % 24:02}:{at % 4 * 15:02}',
    'code': lambda dice, at: f'{dice.choice("ABCDE")}{dice.choice("XYZ")}-{dice.randrange(1000, 9999)}',
    'price': lambda dice, at: f'{dice.randrange(100, 9999) / 100}',
    'count': lambda dice, at: str(dice.randrange(0, 30)),
    'type': lambda dice, at: f"{dice.choice(['Men', 'Kid', 'Women'])}'s {dice.choice(WORDS)}",
    'town': lambda dice, at: dice.choice(TOWNS),
    'remark': lambda dice, at: f'{dice.choice(WORDS)}, {dice.choice(WORDS)} of 5" and {dice.choice(WORDS)}',
    'flag': lambda dice, at: str(dice.randrange(2)),
}


def table(seed: int) -> tuple[list[str], list[list[str]]]:
    """Header and rows of a table with numbers, dates and texts, other ones for each seed."""
    dice = random.Random(seed)
    kinds = ['code', *dice.sample(['price', 'count', 'flag'], 2), *dice.sample(sorted(KINDS), 3 + seed % 4)]
    header = [f'{kind.title().replace(" ", "")}{at}' for at, kind in enumerate(kinds)]
    return header, [[KINDS[kind](dice, at) for kind in kinds] for at in range(30 + 10 * (seed % 5))]


def pollutions(header: list[str], rows: list[list[str]]) -> Iterator[Polluted]:
    """Every kind of pollution of one table."""
    width, all_rows = len(header), [header, *rows]
    yield Polluted('none', text_of(all_rows).encode(), header, rows)
    yield from _around(header, rows)
    for name, delimiter in {
        'semicolon': ';',
        'tab': '\t',
        'bar': '|',
        'caret': '^',
        'colon': ':',
        'space': ' ',
    }.items():
        yield Polluted(f'delimiter {name}', text_of(all_rows, delimiter=delimiter).encode(), header, rows)
    for name, delimiter in {'comma space': ', ', 'two tabs': '\t\t', 'two bars': '||', 'written tab': '\\t'}.items():
        yield Polluted(f'delimiter {name}', text_of(all_rows, delimiter=delimiter).encode(), header, rows)
    for name, end in {'line feed': '\n', 'carriage return': '\r'}.items():
        yield Polluted(f'record end {name}', text_of(all_rows, end).encode(), header, rows)
    for codec in ('utf-8-sig', 'utf-16', 'latin-1'):
        kept = [[cell.encode('latin-1', 'ignore').decode('latin-1') for cell in row] for row in rows]
        shown = kept if codec == 'latin-1' else rows
        yield Polluted(f'encoding {codec}', text_of([header, *shown]).encode(codec), header, shown)
    yield Polluted('quote single', text_of(all_rows, quotechar="'").encode(), header, rows)
    all_quoted = text_of(all_rows, quoting=csv.QUOTE_ALL)
    yield Polluted('quote all', all_quoted.encode(), header, rows)
    escaped = text_of(all_rows, doublequote=False, escapechar='\\')
    yield Polluted('escape backslash', escaped.encode(), header, rows)
    yield from _headers(header, rows)
    for place, at in {'first': 0, 'second': 1, 'middle': len(rows) // 2, 'last': len(rows) - 1}.items():
        yield from _in_row(header, rows, place, at)
    yield Polluted(
        'one column', text_of([[row[0]] for row in all_rows]).encode(), header[:1], [row[:1] for row in rows]
    )
    wide = [[f'{cell}{at}' for at in range(200) for cell in row] for row in (header, *rows[:10])]
    yield Polluted('1200 columns', text_of(wide).encode(), wide[0], wide[1:])
    yield Polluted('one row', text_of([header, rows[0]]).encode(), header, rows[:1])
    blank = [[*row[:2], '', *row[2:]] for row in all_rows]
    yield Polluted('blank column', text_of(blank).encode(), blank[0], blank[1:])
    trailing = [[*row, ''] for row in all_rows]
    yield Polluted('trailing delimiter', text_of(trailing).encode(), header, rows)
    other = (['Name', 'Size', 'Share'], [[f'item {at}', str(at), f'{at}.5'] for at in range(8)])
    for name, gap in {'blank line': [[]], 'delimited blank line': [[''] * width]}.items():
        stacked = [*all_rows, *gap, other[0], *other[1]]
        yield Polluted(f'second table after a {name}', text_of(stacked).encode(), header, rows, [other])


def _around(header: list[str], rows: list[list[str]]) -> Iterator[Polluted]:
    width = len(header)

    def padded(row: list[str]) -> list[str]:
        return [*row, *[''] * (width - len(row))]

    for place in ('preamble', 'footnote'):
        for delimited in (False, True):
            for gap in (False, True):
                notes = [[NOTE if place == 'footnote' else 'Report'] for _ in range(3)]
                blank: list[list[str]] = [[]] if gap else []
                if delimited:
                    notes, blank = [padded(row) for row in notes], [padded(row) for row in blank]
                whole = [*notes, *blank, header, *rows] if place == 'preamble' else [header, *rows, *blank, *notes]
                words = f'{place}{" delimited" if delimited else ""}{" after a blank line" if gap else ""}'
                yield Polluted(words, text_of(whole).encode(), header, rows)


def _headers(header: list[str], rows: list[list[str]]) -> Iterator[Polluted]:
    yield Polluted('no header', text_of(rows).encode(), None, rows)
    for count in (2, 3):
        yield Polluted(f'header {count} times', text_of([header] * count + rows).encode(), header, rows)
    for name, at in {'first': 0, 'third': 2, 'last': len(header) - 1}.items():
        empty = [*header[:at], '', *header[at + 1 :]]
        yield Polluted(f'header without {name} name', text_of([empty, *rows]).encode(), empty, rows)
        odd = [*header[:at], 'HEAD/%R', *header[at + 1 :]]
        yield Polluted(f'header with odd {name} name', text_of([odd, *rows]).encode(), odd, rows)
        large = [*header[:at], 'LARGE' * 1_000, *header[at + 1 :]]
        yield Polluted(f'header with large {name} name', text_of([large, *rows]).encode(), large, rows)
    same = [header[0], header[0], *header[2:]]
    yield Polluted('header with a name twice', text_of([same, *rows]).encode(), same, rows)


def _in_row(header: list[str], rows: list[list[str]], place: str, at: int) -> Iterator[Polluted]:
    """Troubles of one row; what stands in that row itself is asked for only where it can be known."""
    others = [*rows[:at], *rows[at + 1 :]]

    def with_row(line: str) -> bytes:
        before, after = text_of([header, *rows[:at]]), text_of(rows[at + 1 :])
        return (before + line + after).encode()

    row = rows[at]
    yield Polluted(f'blank line at {place}', with_row('\r\n'), header, others)
    less = [*row[:-2]]
    yield Polluted(f'less cells in {place}', with_row(text_of([less])), header, [*others, [*less, '', '']])
    more = [*row, row[-1], row[-1]]
    yield Polluted(f'more cells in {place}', with_row(text_of([more])), header, others, damaged=1)
    yield Polluted(f'line feed ends {place}', with_row(text_of([row], '\n')), header, rows)
    yield Polluted(f'semicolons in {place}', with_row(text_of([row], delimiter=';')), header, others, damaged=1)
    single = text_of([row], quotechar="'")
    yield Polluted(f'single quotes in {place}', with_row(single), header, others, damaged=1)
    escaped = text_of([row], doublequote=False, escapechar='\\')
    yield Polluted(f'backslash in {place}', with_row(escaped), header, others, damaged=1)
    for cell in (0, len(row) // 2, len(row) - 1):
        stray = [*row[:cell], 'MARK', *row[cell + 1 :]]
        line = text_of([stray]).replace('MARK', f'"{row[cell]}' if '"' not in row[cell] else '"x', 1)
        yield Polluted(f'stray quote in {place}', with_row(line), header, others, damaged=1)
