"""Finds rows of subtotals inside a sheet, where the numbers prove every one of them."""

import re

import pandas as pd
from pandas.api import types

from describers.base.plain import clean_text
from describers.tables.placement.rows_below import TOTAL_WORDS
from describers.tables.table_end import LABEL_COLUMNS, is_number, is_sum

SUBTOTAL = re.compile(rf'(?:.*\s)?(?:{TOTAL_WORDS})(?:\s.*)?[\s:]*', re.IGNORECASE | re.DOTALL)
MAX_LABEL = 80
MAX_ROWS = 200


def subtotal_rows(frame: pd.DataFrame) -> list[int]:
    """Positions of the rows; empty when a row that is named like a total is not the sum of rows above it."""
    columns = [frame.iloc[:, at] for at in range(min(LABEL_COLUMNS, frame.shape[1]))]
    labels = sorted({row for column in columns for row in _labelled_rows(column)})
    if not 2 <= len(labels) <= MAX_ROWS:
        return []
    columns = [frame.iloc[:, at] for at in range(frame.shape[1]) if is_number(frame.dtypes.iloc[at])]
    return labels if any(_all_sums(column, labels) for column in columns) else []


def subtotals_note(frame: pd.DataFrame, rows: list[int]) -> str:
    """What is said of them."""
    label = next(cell for cell in frame.iloc[rows[0], :LABEL_COLUMNS] if _is_total_label(cell))
    return f'rows of totals inside the table, such as "{clean_text(label, 40)}": {len(rows)}; `load` leaves them out.'


def _labelled_rows(column: pd.Series) -> list[int]:
    """Each text is looked at once, however many rows it stands in."""
    if not (types.is_string_dtype(column.dtype) or types.is_object_dtype(column.dtype)):
        return []
    labels = {cell for cell in column.unique() if _is_total_label(cell)}
    return column.isin(labels).to_numpy().nonzero()[0].tolist() if labels else []


def _is_total_label(cell: object) -> bool:
    return isinstance(cell, str) and len(cell) <= MAX_LABEL and SUBTOTAL.fullmatch(cell) is not None


def _all_sums(column: pd.Series, rows: list[int]) -> bool:
    """Each row is the sum of the plain rows since the row before it, or of all plain rows above."""
    plain = column.drop(column.index[rows])
    start = 0
    for row in rows:
        block, above = plain.loc[start : row - 1], plain.loc[: row - 1]
        if not any(is_sum(part, column.iloc[row], least=1) for part in (block, above)):
            return False
        start = row + 1
    return True
