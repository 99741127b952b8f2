"""Several tables at once: set side by side, or below each other."""

import pandas as pd

from templates.answers import plain, plain_rows


def count_rows(tables: dict[str, pd.DataFrame]) -> dict[str, object]:
    """How many rows each CSV file has, and all together."""
    rows = {name: len(table) for name, table in tables.items()}
    return {'csv_files': len(rows), 'files': rows, 'total_rows': sum(rows.values())}


def compare(tables: dict[str, pd.DataFrame], columns: list[str], function: str) -> pd.DataFrame:
    """One number of each column, such as its mean, with a row for each table."""
    return pd.DataFrame(
        {column: {name: table[column].agg(function) for name, table in tables.items()} for column in columns}
    )


def compare_totals(tables: dict[str, pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """The total of each column, with a row for each table; missing, not 0, where there is no value."""
    return pd.DataFrame(
        {column: {name: table[column].sum(min_count=1) for name, table in tables.items()} for column in columns}
    )


def with_growth(numbers: pd.DataFrame) -> dict[str, dict[str, object]]:
    """The numbers of each row with their growth from the row before; from nothing or less it has no meaning."""
    before = numbers.shift()
    growth = ((numbers - before) / before * 100).where(before > 0)
    answer = {}
    for name in numbers.index:
        answer[str(name)] = {str(column): plain(numbers.loc[name, column]) for column in numbers.columns}
        answer[str(name)].update(
            {f'{column} growth percent': plain(growth.loc[name, column]) for column in numbers.columns}
        )
    return answer


def merge(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """The rows of all tables below each other."""
    return pd.concat(tables.values(), ignore_index=True)


def duplicates_among(tables: dict[str, pd.DataFrame], merged: pd.DataFrame, columns: list[str]) -> dict[str, object]:
    """How many of the merged rows have these values in common with an earlier one, and the first 100 such values."""
    times = merged.groupby(columns, dropna=False, sort=False).size()
    repeated = times[times > 1].reset_index(name='times')
    return {
        'rows': {name: len(table) for name, table in tables.items()},
        'total_rows': len(merged),
        'distinct_rows': len(times),
        'duplicate_rows': len(merged) - len(times),
        'repeated': plain_rows(repeated.head(100)),
    }
