import math

import pandas as pd
import pytest

from templates import columns


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame(
        {
            'region': ['N', 'S', 'N', None, 'W'],
            'product': ['x', 'y', 'x', 'y', 'y'],
            'sales': [1.0, 2.0, 4.0, 8.0, None],
        }
    )


def by_name(values: pd.Series) -> dict[str, float | None]:
    return {'-' if pd.isna(name) else name: None if pd.isna(value) else value for name, value in values.items()}


def test_grouped_keeps_the_rows_without_a_group(table: pd.DataFrame) -> None:
    assert by_name(columns.grouped(table, 'region').size()) == {'N': 2, 'S': 1, 'W': 1, '-': 1}


def test_grouped_takes_two_columns(table: pd.DataFrame) -> None:
    assert columns.grouped(table, ['product', 'region']).size().loc[('x', 'N')] == 2


def test_aggregate_leaves_missing_values_out(table: pd.DataFrame) -> None:
    assert columns.aggregate(table, 'sales', 'mean') == 3.75
    assert by_name(columns.aggregate(columns.grouped(table, 'region'), 'sales', 'max')) == {
        'N': 4,
        'S': 2,
        'W': None,
        '-': 8,
    }


def test_aggregate_gives_several_numbers_at_once(table: pd.DataFrame) -> None:
    assert by_name(columns.aggregate(table, 'sales', ['min', 'max'])) == {'min': 1, 'max': 8}


def test_aggregate_has_no_mean_of_texts(table: pd.DataFrame) -> None:
    with pytest.raises(TypeError):
        columns.aggregate(table, 'product', 'mean')


def test_total_of_no_value_is_missing_and_not_zero(table: pd.DataFrame) -> None:
    assert math.isnan(columns.total(table.head(0), 'sales'))
    assert by_name(columns.total(columns.grouped(table, 'region'), 'sales')) == {'N': 5, 'S': 2, 'W': None, '-': 8}


def test_quantile_lies_between_two_values(table: pd.DataFrame) -> None:
    assert columns.quantile(table, 'sales', 0.5) == 3
    assert by_name(columns.quantile(columns.grouped(table, 'product'), 'sales', 0.5)) == {'x': 2.5, 'y': 5}


def test_count_distinct_counts_no_missing_value(table: pd.DataFrame) -> None:
    assert columns.count_distinct(table, 'region') == 3
    assert by_name(columns.count_distinct(columns.grouped(table, 'product'), 'region')) == {'x': 1, 'y': 2}


def test_statistics_by_group_describes_each_group(table: pd.DataFrame) -> None:
    found = columns.statistics_by_group(columns.grouped(table, 'product'), 'sales')
    assert found.loc['x', ['count', 'mean', 'max']].to_list() == [2, 2.5, 4]


def test_largest_and_smallest_keep_ties_and_leave_missing_values_out() -> None:
    values = pd.Series([3.0, 1.0, 3.0, None, 1.0], index=list('abcde'))
    assert list(columns.largest(values, 1).index) == ['a', 'c']
    assert list(columns.smallest(values, 1).index) == ['b', 'e']
    assert list(columns.largest(values, 9).index) == ['a', 'c', 'b', 'e']


def test_distinct_values_are_in_order_and_plain(table: pd.DataFrame) -> None:
    assert columns.distinct_values(table.iloc[::-1], 'region') == ['N', 'S', 'W']
    assert [type(value) for value in columns.distinct_values(table, 'sales')] == [float] * 4
    assert columns.distinct_values(table.head(0), 'sales') == []


def test_repeated_values_are_counted_most_frequent_first(table: pd.DataFrame) -> None:
    assert list(columns.repeated_values(table, 'product').items()) == [('y', 3), ('x', 2)]
    assert columns.repeated_values(table, 'sales').empty


def test_count_missing_knows_every_column(table: pd.DataFrame) -> None:
    assert by_name(columns.count_missing(table)) == {'region': 1, 'product': 0, 'sales': 1}
    assert columns.count_missing_in(table, 'sales') == 1
    assert columns.count_missing_in(table.head(0), 'sales') == 0


def test_correlation_uses_rows_that_have_both_values() -> None:
    table = pd.DataFrame({'a': [1, 2, 3, 4], 'b': [2, 4, 6, None], 'c': [3, 2, 1, 0]})
    assert columns.correlation(table, 'a', 'b') == pytest.approx(1)
    assert columns.correlations(table, ['a', 'c']).loc['a', 'c'] == pytest.approx(-1)


def test_correlation_of_a_constant_is_missing() -> None:
    assert math.isnan(columns.correlation(pd.DataFrame({'a': [1, 2], 'b': [5, 5]}), 'a', 'b'))


def test_only_columns_ends_where_one_is_not_there(table: pd.DataFrame) -> None:
    assert list(columns.only_columns(table, ['sales', 'region']).columns) == ['sales', 'region']
    with pytest.raises(KeyError, match='price'):
        columns.only_columns(table, ['price'])


def test_summary_tells_statistics_of_numbers(table: pd.DataFrame) -> None:
    found = columns.summary(table['sales'])
    assert {name: found[name] for name in ('dtype', 'count', 'missing', 'mean', 'max')} == {
        'dtype': 'float64',
        'count': 4,
        'missing': 1,
        'mean': 3.75,
        'max': 8.0,
    }


def test_summary_counts_the_values_of_texts_and_truths(table: pd.DataFrame) -> None:
    assert columns.summary(pd.Series([True, False, True])) == {'dtype': 'bool', 'count': 3, 'missing': 0, 'distinct': 2}
    assert columns.summary(table['region'])['distinct'] == 3


def test_summaries_name_each_column(table: pd.DataFrame) -> None:
    assert list(columns.summaries(table)) == ['region', 'product', 'sales']
    assert columns.summaries(pd.DataFrame()) == {}
