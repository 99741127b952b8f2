"""Notes below a table, and records inside it that are no data."""

import pytest

from describers.tables.placement.column_kinds import column_kinds
from describers.tables.placement.placement import place
from describers.tables.placement.rows_below import rows_below
from describers.tables.placement.rows_left_out import RowsLeftOut

NUMBERS = [['Year', 'Rate', 'Rank'], *[[str(2000 + at), f'{at}.5', str(at)] for at in range(9)]]
NAMES = [['name', 'town', 'pay'], *[[f'Ann {at}', 'Rome', str(at * 7)] for at in range(9)]]
TEXTS = [['name', 'town', 'street'], *[[f'Ann {at}', 'Rome', 'Via A'] for at in range(9)]]


@pytest.mark.parametrize('table', [NUMBERS, NAMES, TEXTS], ids=['numbers', 'names', 'texts'])
@pytest.mark.parametrize(('below', 'count'), [
    ([], 0),
    ([[], ['Source: Example Bureau']], 2),
    ([[], ['Source: Example Bureau', ' 2024', '']], 2),
    ([[], ['Note: provisional figures', ' subject to revision']], 2),
    ([['', '', ''], ['Source: x', '', ''], ['Note: y', '', '']], 3),
    ([[], ['* preliminary'], [], ['© Bureau 2024']], 4),
    ([['Source: Example Bureau', '', '']], 1),
    ([[], [], []], 3),
])  # fmt: skip
def test_notes_below_are_no_data(table: list[list[str]], below: list[list[str]], count: int) -> None:
    if table is TEXTS and any(len(filled) > 1 for row in below if (filled := [cell for cell in row if cell])):
        return  # among texts alone nothing tells such a note from a row
    if count == len(below) and not any(any(row) for row in below):
        count = 0  # blank lines are no notes
    assert rows_below([*table, *below], column_kinds([*table, *below]), 3) == count


def test_a_signature_beside_the_numbers_is_no_data() -> None:
    hours = [['name', 'Mon', 'Tue', 'Wed'], *[[f'Ann {at}', '8', '7', '8'] for at in range(5)]]
    signed = [*hours, [], ['Approved by: Bo', '', '', '2024-05-31']]
    assert rows_below(signed, column_kinds(signed), 4) == 2


def test_a_lone_text_below_a_wide_table_is_a_note_only_where_no_other_row_is_alike() -> None:
    wide = [['a', 'b', 'c', 'd'], *[[f'x{at}', '1', '2', '3'] for at in range(9)]]
    assert rows_below([*wide, ['FOOTNOTE', '', '', '']], column_kinds(wide), 4) == 1
    lone = [*wide, ['x10', '', '', ''], *wide[1:]]
    assert rows_below([*lone, ['x11', '', '', '']], column_kinds(lone), 4) == 0


@pytest.mark.parametrize('last', [['Total', '9', '9'], ['2009', 'n/a', '3'], ['2009', '', '']])
def test_the_last_row_of_data_and_a_total_are_no_notes(last: list[str]) -> None:
    assert rows_below([*NUMBERS, last], column_kinds(NUMBERS), 3) == 0
    assert rows_below([*NUMBERS, [], last], column_kinds(NUMBERS), 3) == 0


@pytest.mark.parametrize(('row', 'why'), [
    (['2001', '1', '2'], None),
    (['', '', ''], 'blank'),
    ([''], None),
    (['Year', ' Rate', 'Rank'], 'header'),
    (['Year', 'Rate'], 'header'),
    (['# changed', ' recalibrated'], 'comment'),
    (['#1', '2', '3'], None),
])  # fmt: skip
def test_records_inside_that_are_no_data_have_a_reason(row: list[str], why: str | None) -> None:
    assert RowsLeftOut(NUMBERS[0], place(NUMBERS)).why(row) == why
