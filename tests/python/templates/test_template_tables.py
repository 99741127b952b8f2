import pandas as pd
import pytest

from templates import tables


@pytest.fixture
def quarters() -> dict[str, pd.DataFrame]:
    return {
        'Q1': pd.DataFrame({'sales': [1.0, 3.0], 'cost': [None, None]}),
        'Q2': pd.DataFrame({'sales': [6.0, None], 'cost': [2.0, 3.0]}),
    }


def test_count_rows_counts_each_table_and_all(quarters: dict[str, pd.DataFrame]) -> None:
    assert tables.count_rows(quarters) == {'csv_files': 2, 'files': {'Q1': 2, 'Q2': 2}, 'total_rows': 4}


def test_count_rows_knows_an_empty_table() -> None:
    assert tables.count_rows({'a.csv': pd.DataFrame({'x': []})})['total_rows'] == 0


def test_compare_has_a_row_for_each_table(quarters: dict[str, pd.DataFrame]) -> None:
    assert tables.compare(quarters, ['sales'], 'mean').to_dict('index') == {'Q1': {'sales': 2}, 'Q2': {'sales': 6}}


def test_compare_totals_calls_the_total_of_nothing_missing(quarters: dict[str, pd.DataFrame]) -> None:
    found = tables.compare_totals(quarters, ['sales', 'cost'])
    assert found['sales'].to_list() == [4, 6]
    assert found['cost'].isna().to_list() == [True, False]


def test_with_growth_is_from_the_row_before() -> None:
    numbers = pd.DataFrame({'sales': [4, 6, 3]}, index=['Q1', 'Q2', 'Q3'])
    assert tables.with_growth(numbers) == {
        'Q1': {'sales': 4, 'sales growth percent': None},
        'Q2': {'sales': 6, 'sales growth percent': 50.0},
        'Q3': {'sales': 3, 'sales growth percent': -50.0},
    }


@pytest.mark.parametrize('before', [0, -4, None])
def test_with_growth_has_none_from_nothing_or_less(before: float | None) -> None:
    found = tables.with_growth(pd.DataFrame({'sales': [before, 6.0]}, index=['Q1', 'Q2']))
    assert found['Q2']['sales growth percent'] is None


def test_merge_sets_rows_below_each_other(quarters: dict[str, pd.DataFrame]) -> None:
    assert tables.merge(quarters).index.to_list() == [0, 1, 2, 3]


def test_duplicates_among_counts_rows_that_repeat_an_earlier_one() -> None:
    lists = {
        'a.csv': pd.DataFrame({'mail': ['x', None, 'b', 'y'], 'n': [1, 3, 2, 2]}),
        'b.csv': pd.DataFrame({'mail': ['x', None, 'x', 'b'], 'n': [1, 3, 9, 2]}),
    }
    merged = tables.merge(lists)
    assert tables.duplicates_among(lists, merged, ['mail', 'n']) == {
        'rows': {'a.csv': 4, 'b.csv': 4},
        'total_rows': 8,
        'distinct_rows': 5,
        'duplicate_rows': 3,
        'repeated': [
            {'mail': 'x', 'n': 1, 'times': 2},
            {'mail': None, 'n': 3, 'times': 2},
            {'mail': 'b', 'n': 2, 'times': 2},
        ],
    }
    assert tables.duplicates_among(lists, merged, ['mail'])['duplicate_rows'] == 4


def test_duplicates_among_shows_the_first_hundred() -> None:
    lists = {'a': pd.DataFrame({'n': range(150)}), 'b': pd.DataFrame({'n': range(150)})}
    found = tables.duplicates_among(lists, tables.merge(lists), ['n'])
    repeated = found['repeated']
    assert isinstance(repeated, list)
    assert (found['duplicate_rows'], len(repeated)) == (150, 100)
