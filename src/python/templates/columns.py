"""Numbers about the columns of a table. What takes `rows` takes a table or the groups of one."""

import pandas as pd

from templates.answers import plain


def grouped(table: pd.DataFrame, by: str | list[str]) -> 'pd.api.typing.DataFrameGroupBy':
    """Rows with the same values in these columns; those without a value are a group of their own."""
    return table.groupby(by, dropna=False)


def aggregate(
    rows: 'pd.DataFrame | pd.api.typing.DataFrameGroupBy', column: str, function: str | list[str]
) -> pd.Series | float:
    """Mean, median, minimum and the like of the values that are there."""
    return rows[column].agg(function)


def total(rows: 'pd.DataFrame | pd.api.typing.DataFrameGroupBy', column: str) -> pd.Series | float:
    """The sum of the values that are there; missing, not 0, where there is none."""
    return rows[column].sum(min_count=1)


def quantile(rows: 'pd.DataFrame | pd.api.typing.DataFrameGroupBy', column: str, share: float) -> pd.Series | float:
    """The number that this share of the values lies below."""
    return rows[column].quantile(share)


def count_distinct(rows: 'pd.DataFrame | pd.api.typing.DataFrameGroupBy', column: str) -> pd.Series | int:
    """How many different values there are."""
    return rows[column].nunique()


def statistics_by_group(groups: 'pd.api.typing.DataFrameGroupBy', column: str) -> pd.DataFrame:
    """Count, mean, deviation, minimum, quartiles and maximum of each group."""
    return groups[column].describe()


def largest(values: pd.Series, count: int) -> pd.Series:
    """The largest of the values that are there; all that tie with the last one are kept."""
    return values.dropna().nlargest(count, keep='all')


def smallest(values: pd.Series, count: int) -> pd.Series:
    """The smallest of the values that are there; all that tie with the last one are kept."""
    return values.dropna().nsmallest(count, keep='all')


def distinct_values(table: pd.DataFrame, column: str) -> list[object]:
    """Every value once, in order."""
    return list(table[column].dropna().drop_duplicates().sort_values())


def repeated_values(table: pd.DataFrame, column: str) -> pd.Series:
    """Values that occur more than once with their number, the most frequent first."""
    times = table[column].value_counts()
    return times[times > 1]


def count_missing(table: pd.DataFrame) -> pd.Series:
    """How many cells of each column hold no value."""
    return table.isna().sum()


def count_missing_in(table: pd.DataFrame, column: str) -> int:
    """How many cells of one column hold no value."""
    return int(table[column].isna().sum())


def correlation(table: pd.DataFrame, first: str, second: str) -> float:
    """Pearson's correlation of two columns."""
    return float(table[first].corr(table[second]))


def correlations(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Pearson's correlation of each column with each."""
    return table[columns].corr()


def only_columns(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """These columns alone; one that is not there ends the program."""
    return table[columns]


def summary(column: pd.Series) -> dict[str, object]:
    """What a column holds: statistics of numbers, the number of distinct values of anything else."""
    facts = {'dtype': str(column.dtype), 'count': column.count(), 'missing': column.isna().sum()}
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        facts.update(column.describe().drop('count'))
    else:
        facts.update(distinct=column.nunique())
    return {name: plain(value) for name, value in facts.items()}


def summaries(table: pd.DataFrame) -> dict[str, dict[str, object]]:
    """What each column holds."""
    return {str(name): summary(column) for name, column in table.items()}
