from collections.abc import Callable

import pandas as pd
import pytest

from templates import rows


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame({'name': ['a', 'B', 'b', None, 'c'], 'amount': [3.0, 1.0, None, 3.0, 2.0]})


def names(table: pd.DataFrame) -> list[str | None]:
    return [None if pd.isna(name) else name for name in table['name']]


@pytest.mark.parametrize(
    ('function', 'limit', 'found'),
    [
        (rows.rows_above, 2, ['a', None]),
        (rows.rows_at_least, 2, ['a', None, 'c']),
        (rows.rows_below, 2, ['B']),
        (rows.rows_at_most, 2, ['B', 'c']),
        (rows.rows_equal, 3, ['a', None]),
        (rows.largest_rows, 1, ['a', None]),
        (rows.smallest_rows, 2, ['B', 'c']),
    ],
)
def test_numbers_choose_rows_and_a_missing_one_never_does(
    function: Callable[..., pd.DataFrame], limit: int, found: list[str | None], table: pd.DataFrame
) -> None:
    assert names(function(table, 'amount', limit)) == found


@pytest.mark.parametrize('function', [rows.rows_above, rows.rows_at_most, rows.largest_rows, rows.smallest_rows])
def test_an_empty_table_has_no_rows_to_choose(function: Callable[..., pd.DataFrame], table: pd.DataFrame) -> None:
    assert names(function(table.head(0), 'amount', 1)) == []


def test_rows_between_includes_both_limits(table: pd.DataFrame) -> None:
    assert names(rows.rows_between(table, 'amount', low=1, high=2)) == ['B', 'c']


def test_rows_above_cannot_compare_texts(table: pd.DataFrame) -> None:
    with pytest.raises(TypeError):
        rows.rows_above(table, 'name', 1)


def test_rows_equal_takes_a_truth_and_an_exact_text(table: pd.DataFrame) -> None:
    table['paid'] = [True, False, True, False, False]
    assert names(rows.rows_equal(table, 'paid', True)) == ['a', 'b']
    assert names(rows.rows_equal(table, 'name', 'b')) == ['b']


def test_rows_with_text_finds_any_letter_case(table: pd.DataFrame) -> None:
    assert names(rows.rows_with_text(table, 'name', 'b')) == ['B', 'b']


def test_rows_holding_finds_the_column_that_has_the_text(table: pd.DataFrame) -> None:
    table['city'] = ['Rome', 'Oslo', 'ROME', None, 'x']
    assert names(rows.rows_holding(table, ['name', 'city'], 'rome')) == ['a', 'b']


@pytest.mark.parametrize('text', ['nowhere', 'b'])
def test_rows_holding_ends_where_no_column_or_two_have_the_text(text: str, table: pd.DataFrame) -> None:
    table['other'] = table['name']
    with pytest.raises(SystemExit, match=f"hold the value '{text}'"):
        rows.rows_holding(table, ['name', 'other'], text)


def test_sorted_rows_keeps_the_order_of_equal_rows_and_puts_missing_ones_last(table: pd.DataFrame) -> None:
    assert names(rows.sorted_rows(table, 'amount', ascending=True)) == ['B', 'c', 'a', None, 'b']
    assert names(rows.sorted_rows(table, 'amount', ascending=False)) == ['a', None, 'c', 'B', 'b']


def test_sorted_rows_keeps_the_order_of_many_equal_rows() -> None:
    table = pd.DataFrame({'place': range(200), 'half': [place % 2 for place in range(200)]})
    found = rows.sorted_rows(table, 'half', ascending=True)
    assert found['place'].to_list() == [*range(0, 200, 2), *range(1, 200, 2)]


def test_largest_rows_needs_numbers(table: pd.DataFrame) -> None:
    with pytest.raises(TypeError):
        rows.largest_rows(table, 'name', 1)


def test_repeated_rows_are_those_equal_in_every_column_even_where_both_miss_a_value() -> None:
    table = pd.DataFrame({'name': ['a', 'a', None, None, 'a'], 'amount': [1, 2, 3, 3, 1]})
    assert names(rows.repeated_rows(table)) == ['a', None, None, 'a']
    assert rows.count_repeated_rows(table) == 2


def test_no_row_of_an_empty_table_is_repeated(table: pd.DataFrame) -> None:
    assert rows.count_repeated_rows(table.head(0)) == 0
    assert names(rows.repeated_rows(table.head(0))) == []
