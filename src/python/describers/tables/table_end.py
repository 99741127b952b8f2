"""Finds rows of totals and notes below a table, which sums and counts would take for data."""

import math

import pandas as pd
from pandas.api import types

from describers.base.plain import clean_text
from describers.tables.placement.rows_below import TOTAL

LABEL_COLUMNS = 3
ROUNDING = 1e-4


def table_end(frame: pd.DataFrame) -> tuple[int, list[str]]:
    """How many rows are data, and what to say of those below; a row counts as a total only when its sums prove it."""
    end = len(frame)
    label = _total_label(frame, end)
    if label is None:
        return end, []
    if not _is_total(frame, end):
        return end, [f'The last row looks like a total ("{label}"); leave it out of sums, means and counts.']
    data_end = _without_blank_rows(frame, end - 1)
    return data_end, [f'The last row of the table ("{label}") is the sum of the others; `load` leaves it out.']


def _total_label(frame: pd.DataFrame, end: int) -> str | None:
    if end < 3 or frame.shape[1] < 2:
        return None
    for cell in frame.iloc[end - 1, :LABEL_COLUMNS]:
        if isinstance(cell, str) and TOTAL.fullmatch(cell.strip(' :\t')):
            return clean_text(cell.strip(), 40)
    return None


def _is_total(frame: pd.DataFrame, end: int) -> bool:
    """Some column proves the sum; a row that holds nothing but its label is one as well."""
    others = [position for position in range(frame.shape[1]) if is_number(frame.iloc[:, position].dtype)]
    proven = [is_sum(frame.iloc[: end - 1, position], frame.iat[end - 1, position]) for position in others]
    return any(proven) or int(frame.iloc[end - 1].notna().sum()) == 1


def is_sum(above: pd.Series, last: float, least: int = 2) -> bool:
    """Whether `last` is the sum of at least `least` numbers."""
    total = float(above.sum())
    return above.notna().sum() >= least and total != 0 and math.isclose(total, float(last), rel_tol=ROUNDING)


def is_number(dtype: object) -> bool:
    """Whether the column holds numbers."""
    return types.is_numeric_dtype(dtype) and not types.is_bool_dtype(dtype)


def _without_blank_rows(frame: pd.DataFrame, end: int) -> int:
    while end > 0 and frame.iloc[end - 1].isna().all():
        end -= 1
    return end
