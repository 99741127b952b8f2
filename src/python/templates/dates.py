"""Dates of a table: reading them, and the years and periods they fall in."""

import pandas as pd


def with_dates(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """The table with dates where the column holds their ISO texts; any other text ends the program."""
    return table.assign(**{column: pd.to_datetime(table[column], format='ISO8601')})


def with_period(table: pd.DataFrame, column: str, *, frequency: str, name: str) -> pd.DataFrame:
    """The table with a column for the month, quarter, week or year of each date."""
    return table.assign(**{name: table[column].dt.to_period(frequency)})


def rows_of_year(table: pd.DataFrame, column: str, year: int) -> pd.DataFrame:
    """Rows whose date falls in the year."""
    return table[table[column].dt.year == year]


def time_range(table: pd.DataFrame, column: str) -> dict[str, str | None]:
    """The first and the last time."""
    times = table[column].dropna()
    return {
        'first': times.min().isoformat() if len(times) else None,
        'last': times.max().isoformat() if len(times) else None,
    }
