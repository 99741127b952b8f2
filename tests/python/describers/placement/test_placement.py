"""Where a table stands in a grid: titles, comments, header rows, the first row of data."""

import csv
import datetime
import io

import pytest

from describers.tables.placement.kinds import Kind, kind_of
from describers.tables.placement.placement import Placement, place

TABLES = {
    'numbers': (
        ['region', 'Q1', 'Q2', 'Q3'],
        [['North', '1', '2', '3'], ['South', '4', '5', '6'], ['East', '7', '8', '9']],
    ),
    'dates': (['day', 'level'], [['2024-01-01', '1.5'], ['2024-01-02', '1.7'], ['2024-01-03', '1.6']]),
    'texts': (
        ['name', 'town', 'street'],
        [['Ann', 'Rome', 'Via A'], ['Bo', 'Oslo', 'B gate'], ['Cy', 'Bonn', 'C-Weg']],
    ),
    'amounts': (['item', 'price', 'paid'], [['x', '$1.50', '(2)'], ['y', '€2', '3%'], ['z', '12,5', '-']]),
}
ABOVE = {
    'nothing': [],
    'a title': [['Sales report']],
    'a title and a date': [['Sales report'], ['Generated: 2024-05-01']],
    'a title and a blank line': [['Sales report'], []],
    'comments': [['# made by hand'], ['# one, two']],
    'keys and values': [['Source:', 'Bureau'], ['Updated:', '2024-05-01'], []],
}


@pytest.mark.parametrize('padded', [False, True], ids=['bare', 'padded'])
@pytest.mark.parametrize('above', ABOVE)
@pytest.mark.parametrize('table', TABLES)
def test_the_header_is_found_below_whatever_stands_above(table: str, above: str, padded: bool) -> None:
    header, body = TABLES[table]
    rows = [row + [''] * (len(header) - len(row)) if padded else row for row in ABOVE[above]]
    placement = place([*rows, header, *body])
    assert (placement.header, placement.first) == (len(rows), len(rows) + 1)
    assert len(placement.above) == sum(any(row) for row in rows)


@pytest.mark.parametrize('names', [
    ['town', '2019', '2020', '2021'],
    ['town', 'code', '1/22/20', '1/23/20'],
    ['town', 'lat', 'Jan 2020', 'Feb 2020'],
    ['', '2020-01', '2020-02', '2020-03'],
    ['town', '2024Q1', '2024Q2', '2024Q3'],
    ['student', '1', '2', '3'],
])  # fmt: skip
def test_years_and_dates_are_names(names: list[str]) -> None:
    placement = place([names, ['Rome', '5', '7', '11'], ['Oslo', '6', '8', '12'], ['Bonn', '7', '9', '13']])
    assert (placement.header, placement.first) == (0, 1)


@pytest.mark.parametrize(
    'periods', [['2024', '2025'], ['2024-01', '2024-02'], ['2024Q1', '2024Q2'], ['Plan', 'Actual']]
)
@pytest.mark.parametrize('count', [2, 3, 12])
def test_names_below_periods_that_stand_for_several_columns_are_joined_to_them(periods: list[str], count: int) -> None:
    header = [['Region', periods[0], '', periods[1], ''], ['', 'Units', 'EUR', 'Units', 'EUR']]
    placement = place([*header, *([f'R{at}', str(at), '10.5', '7', '21'] for at in range(count))])
    assert placement.names == ['Region', *(f'{period} {name}' for period in periods for name in ('Units', 'EUR'))]
    assert placement.first == 2


@pytest.mark.parametrize('rows', [
    [['Rome', '5'], ['Oslo', '6'], ['Bonn', '7']],
    [['2019', '5'], ['2020', '6'], ['2021', '7']],
    [['1/22/20', '1'], ['1/23/20', '2'], ['1/24/20', '3']],
    [['Ann', '1990', '2001'], ['Bo', '1991', '2003'], ['Cy', '1992', '2004']],
])  # fmt: skip
def test_rows_of_data_alone_have_no_header(rows: list[list[str]]) -> None:
    placement = place(rows)
    assert (placement.header, placement.names, placement.first) == (None, None, 0)


@pytest.mark.parametrize(('levels', 'names'), [
    ([['Price', 'Close', 'Open'], ['Ticker', 'AAPL', 'AAPL'], ['Date', '', '']], ['Date', 'Close', 'Open']),
    ([['Price', 'Close', 'Close'], ['Ticker', 'A', 'B'], ['Date', '', '']], ['Date', 'A', 'B']),
    ([['', 'H1', ''], ['town', 'units', 'EUR']], None),
    ([['', 'H1', '', 'H2', ''], ['town', 'units', 'EUR', 'units', 'EUR']],
     ['town', 'H1 units', 'H1 EUR', 'H2 units', 'H2 EUR']),
    ([['town', 'H1', '', 'H2', ''], ['', 'Q1', 'Q2', 'Q3', 'Q4'], ['', 'n', 'n', 'n', 'n']],
     ['town', 'H1 Q1 n', 'H1 Q2 n', 'H2 Q3 n', 'H2 Q4 n']),
])  # fmt: skip
def test_several_header_rows_become_one_name_a_column(levels: list[list[str]], names: list[str] | None) -> None:
    width = len(levels[0])
    body = [[f'2024-01-0{day}', *[str(day * at) for at in range(1, width)]] for day in range(1, 5)]
    placement = place([*levels, *body])
    assert (placement.names, placement.first) == (names, len(levels))


def test_a_row_of_units_is_told_and_no_data() -> None:
    placement = place([['day', 'speed', 'width'], ['', 'm/s', 'mm'], ['x', '1', '2'], ['y', '3', '4'], ['z', '5', '6']])
    assert (placement.header, placement.first, placement.further) == (0, 2, ['m/s mm'])


@pytest.mark.parametrize(
    'row', [['North', '-', ''], ['North', 'n/a', '..'], ['North', 'closed', '3'], ['North', 'TIE', '']]
)
def test_a_first_row_of_data_without_numbers_stays_data(row: list[str]) -> None:
    placement = place(
        [['region', 'births', 'deaths'], row, ['South', '3', '4'], ['East', '5', '6'], ['West', '7', '8']]
    )
    assert (placement.header, placement.first) == (0, 1)


def test_the_first_column_may_lack_a_name() -> None:
    for header in (['', 'b'], ['', 'b', 'c'], ['', 'b', 'c', 'd']):
        body = [[str(row), *['1'] * (len(header) - 1)] for row in range(4)]
        assert place([header, *body]).header == 0


def test_the_layout_of_a_large_indicator_database() -> None:
    text = '"Data Source","Indicators",\n\n"Last Updated Date","2024-05-30",\n\n"Country","Code","2019","2020",\n"Aruba","ABW","106","111",\n"Chad","TCD","15900","15905",\n'
    placement = place(list(csv.reader(io.StringIO(text))))
    assert (placement.header, placement.first, placement.columns) == (4, 5, range(4))


@pytest.mark.parametrize('names', [['text', 'number', 'none'], ['text', 'unknown', 'missing'], ['text', '-', 'x']])
def test_words_for_a_missing_value_may_be_names(names: list[str]) -> None:
    assert place([names, ['a', '4567', ''], ['b', '4567', '']]).header == 0


def test_an_empty_grid_has_nothing() -> None:
    assert place([]) == place([[], ['', ' ']]) == Placement(None, 0, range(0))


@pytest.mark.parametrize(('cell', 'kind'), [
    ('', Kind.EMPTY), ('-', Kind.EMPTY), ('n/a', Kind.EMPTY), ('\\N', Kind.EMPTY), ('..', Kind.EMPTY), (None, Kind.EMPTY),
    (float('nan'), Kind.EMPTY), ('1', Kind.NUMBER), ('-1.5e3', Kind.NUMBER), ('$1,234.50', Kind.NUMBER), ('($2)', Kind.NUMBER),
    ('12.5%', Kind.NUMBER), ('12,34,567.5', Kind.NUMBER), ("1'234", Kind.NUMBER), ('5-', Kind.NUMBER), (5, Kind.NUMBER),
    (True, Kind.NUMBER), ('2024-01-02', Kind.DATE), ('1/22/20', Kind.DATE), ('3 Jan 2024', Kind.DATE), ('Jan 2020', Kind.DATE),
    ('10:30', Kind.DATE), ('7.1.2024', Kind.DATE), ('Jan 5, 2024', Kind.DATE), ('1.234.567', Kind.NUMBER), (datetime.date(2024, 1, 1), Kind.DATE), ('Q1', Kind.TEXT), ('A1', Kind.TEXT), ('10 km', Kind.TEXT),
    ('May', Kind.TEXT), ('x' * 100, Kind.TEXT), ('1' * 100, Kind.TEXT),
])  # fmt: skip
def test_a_cell_is_told_by_what_it_holds(cell: object, kind: Kind) -> None:
    assert kind_of(cell) is kind


def test_dates_in_several_forms_stay_data() -> None:
    placement = place([['k', 'timestamp'], ['a0', 'Jan 5 2024'], ['a1', '2024/01/06'], ['a2', '7.1.2024']])
    assert (placement.header, placement.first) == (0, 1)
    damaged = place([['k', 'n', 'm'], ['a0', 'x'], ['a1', 'x'], ['a2', '2', '3'], ['a3', '2', '3'], ['a4', '2', '3']])
    assert (damaged.header, damaged.first, damaged.further) == (0, 1, [])
