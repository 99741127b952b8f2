"""Rows of a table: which are asked for, and in what order. A row without the value is never asked for."""

import pandas as pd


def rows_above(table: pd.DataFrame, column: str, limit: float) -> pd.DataFrame:
    """Rows with more than the limit."""
    return table[table[column] > limit]


def rows_at_least(table: pd.DataFrame, column: str, limit: float) -> pd.DataFrame:
    """Rows with the limit or more."""
    return table[table[column] >= limit]


def rows_below(table: pd.DataFrame, column: str, limit: float) -> pd.DataFrame:
    """Rows with less than the limit."""
    return table[table[column] < limit]


def rows_at_most(table: pd.DataFrame, column: str, limit: float) -> pd.DataFrame:
    """Rows with the limit or less."""
    return table[table[column] <= limit]


def rows_between(table: pd.DataFrame, column: str, *, low: float, high: float) -> pd.DataFrame:
    """Rows from the lower limit to the upper one, both included."""
    return table[table[column].between(low, high)]


def rows_equal(table: pd.DataFrame, column: str, value: str | float) -> pd.DataFrame:
    """Rows with exactly this value."""
    return table[table[column] == value]


def rows_with_text(table: pd.DataFrame, column: str, text: str) -> pd.DataFrame:
    """Rows with this text, which is given in lower case, in any letter case."""
    return table[table[column].str.lower() == text]


def rows_holding(table: pd.DataFrame, columns: list[str], text: str) -> pd.DataFrame:
    """Rows with this text in the one of the columns that has it; a guess between two could give a wrong answer."""
    holders = [name for name in columns if (table[name].str.lower() == text).any()]
    if len(holders) != 1:
        raise SystemExit(f'Columns that hold the value {text!r}: {holders}. Name the column in the question.')
    return table[table[holders[0]].str.lower() == text]


def sorted_rows(table: pd.DataFrame, column: str, ascending: bool) -> pd.DataFrame:
    """All rows in the order of a column; equal ones keep their order, and those without a value come last."""
    return table.sort_values(column, ascending=ascending, kind='stable')


def largest_rows(table: pd.DataFrame, column: str, count: int) -> pd.DataFrame:
    """The rows with the largest values; all that tie with the last one are kept."""
    return table.dropna(subset=[column]).nlargest(count, column, keep='all')


def smallest_rows(table: pd.DataFrame, column: str, count: int) -> pd.DataFrame:
    """The rows with the smallest values; all that tie with the last one are kept."""
    return table.dropna(subset=[column]).nsmallest(count, column, keep='all')


def repeated_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Every row that occurs more than once in full, the first of each included."""
    return table[table.duplicated(keep=False)]


def count_repeated_rows(table: pd.DataFrame) -> int:
    """How many rows repeat an earlier one in full."""
    return int(table.duplicated().sum())
