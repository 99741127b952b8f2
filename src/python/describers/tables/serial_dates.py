"""Finds whole numbers that are the days of a spreadsheet program."""

import re

import pandas as pd

from describers.base.plain import clean_text
from describers.tables.table_end import is_number

NAME = re.compile(
    r'(?:^|[\W_])(?:date|dates|datum|fecha|dob|day)(?:[\W_]|$)|date$|Date|datum$|日付|日期', re.IGNORECASE
)
FIRST, LAST = 20_000, 60_000  # 1954 to 2064
MAX_NOTES = 3


def serial_date_notes(frame: pd.DataFrame) -> list[str]:
    """How to read them, of columns that are called dates and hold nothing else."""
    names = [at for at, label in enumerate(frame.columns) if NAME.search(str(label))]
    dtypes = frame.dtypes
    found = [at for at in names if is_number(dtypes.iloc[at]) and _are_days(frame.iloc[:, at].dropna())]
    return [
        f'Column "{clean_text(str(frame.columns[at]), 40)}" holds days as spreadsheets count them; '
        "pd.to_datetime(column, unit='D', origin='1899-12-30') gives the dates."
        for at in found[:MAX_NOTES]
    ]


def _are_days(numbers: pd.Series) -> bool:
    return len(numbers) > 0 and bool(numbers.between(FIRST, LAST).all())
