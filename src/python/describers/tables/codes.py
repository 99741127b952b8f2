"""Finds codes that a number would change: zeros in front, or more digits than a float holds."""

from collections.abc import Collection, Hashable

import pandas as pd
from pandas.api import types

from describers.tables.dates import MAX_EXAMINED, MAX_LABEL

MAX_CODES = 20
MAX_EXACT = 2**53
MAX_DIGITS = 1e19


def code_columns(frame: pd.DataFrame, zero_columns: Collection[int]) -> list[Hashable]:
    """Labels of number columns that may hold codes; `zero_columns` are the positions of cells such as "007"."""
    found = [frame.columns[at] for at in range(min(frame.shape[1], MAX_EXAMINED)) if _may_be(frame, at, zero_columns)]
    return found if len(found) <= MAX_CODES else []


def only_digits(texts: pd.Series) -> bool:
    """Whether every cell, read as text, is digits: "1e17" or "-05" is a number after all."""
    present = texts.dropna().astype(str)
    return len(present) > 0 and bool(present.str.isdecimal().all() or present.str.strip().str.isdecimal().all())


def _may_be(frame: pd.DataFrame, position: int, zero_columns: Collection[int]) -> bool:
    label, column = frame.columns[position], frame.iloc[:, position]
    if not 0 < len(str(label)) <= MAX_LABEL or (frame.columns == label).sum() > 1:
        return False
    if types.is_integer_dtype(column.dtype):
        return position in zero_columns
    if not is_whole(column) or not column.notna().any():
        return False
    return position in zero_columns or bool(MAX_EXACT < max(column.max(), -column.min()) < MAX_DIGITS)


def is_whole(column: pd.Series) -> bool:
    """Whether a column holds whole numbers and nothing else that is not missing; the first rows of measurements tell mostly."""
    if types.is_integer_dtype(column.dtype):
        return True
    parts = (column.iloc[:MAX_EXAMINED], column)
    return types.is_float_dtype(column.dtype) and all(bool((part.dropna() % 1 == 0).all()) for part in parts)
