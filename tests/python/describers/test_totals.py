"""Rows that sum up others."""

import pandas as pd
import pytest

from describers.tables.subtotals import subtotal_rows, subtotals_note
from describers.tables.table_end import table_end

ROWS = [['a', 1.0], ['b', 2.0], ['c', 3.0]]


def frame(*below: list[object]) -> pd.DataFrame:
    return pd.DataFrame([*ROWS, *below], columns=['item', 'amount'])


@pytest.mark.parametrize('label', ['Total', 'TOTAL:', 'Grand total', 'Summe', 'итого', '合计'])
def test_a_last_row_that_is_the_sum_of_the_others_is_left_out(label: str) -> None:
    end, notes = table_end(frame([label, 6.0]))
    assert (end, 'sum of the others' in notes[0]) == (3, True)


def test_a_row_that_is_only_named_like_a_total_stays_with_a_warning() -> None:
    end, notes = table_end(frame(['Total', 7.0]))
    assert (end, 'looks like a total' in notes[0]) == (4, True)


def test_blank_rows_above_the_total_are_no_data() -> None:
    assert table_end(frame([None, None], ['Total', 6.0]))[0] == 3


def test_a_table_without_a_total_ends_where_it_ends() -> None:
    assert table_end(frame()) == (3, [])


def test_subtotals_are_found_where_the_numbers_prove_every_one() -> None:
    rows = [['a', 1], ['b', 2], ['Subtotal', 3], ['c', 4], ['Subtotal', 4], ['Total', 7]]
    table = pd.DataFrame(rows, columns=['item', 'amount'])
    assert subtotal_rows(table) == [2, 4, 5]
    assert subtotals_note(table, [2, 4, 5]).startswith('rows of totals inside the table, such as "Subtotal": 3')


def test_one_subtotal_that_is_no_sum_makes_all_of_them_data() -> None:
    rows = [['a', 1], ['b', 2], ['Subtotal', 3], ['c', 4], ['Subtotal', 5]]
    assert subtotal_rows(pd.DataFrame(rows, columns=['item', 'amount'])) == []
