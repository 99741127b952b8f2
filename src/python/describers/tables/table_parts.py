"""Describes a table that is too large to be held at once, from the parts it is read in."""

import time
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import pandas as pd

from describers.base.description import Description, objects_in
from describers.base.plain import plain_value
from describers.tables.table import describe_table, has_range

Stated: TypeAlias = Mapping[str, tuple[int, Any, Any]]
"""Nulls, low and high of columns by name, as a file tells them."""
SECONDS = 6
STATED_PARTS = 8


def describe_parts(frames: Iterable[pd.DataFrame], rows: int, stated: Stated | None = None) -> tuple[Description, int]:
    """The table's fields, and the rows that were read for counts and ranges; `frames` gives the rows in order.

    Where `stated` tells of all columns, only the first parts are read.
    """
    deadline = time.monotonic() + SECONDS
    fields, seen, told = describe_table(pd.DataFrame()), 0, False
    totals: list[_Total] = []
    for part, frame in enumerate(frames, 1):
        if not totals:
            fields = describe_table(frame)
            totals = [_Total(column, frame.iloc[:, at]) for at, column in enumerate(objects_in(fields['columns']))]
            told = (
                stated is not None
                and len(stated) > 0
                and all(str(label) in stated for label in frame.columns[: len(totals)])
            )
        else:
            for at, total in enumerate(totals):
                total.add(frame.iloc[:, at])
        seen += len(frame)
        if time.monotonic() > deadline or (told and part >= STATED_PARTS):
            break
    if stated and seen < rows:
        for total in totals:
            total.trust(stated)
    return {**fields, 'columns': [total.column() for total in totals], 'rowCount': rows}, seen


class _Total:
    """Nulls and range of one column, over all parts so far."""

    def __init__(self, column: Description, part: pd.DataFrame) -> None:
        self.described = {
            key: value for key, value in column.items() if key not in ('distinctCount', 'values', 'min', 'max')
        }
        self.head, self.label = part.iloc[:1], str(part.name)
        self.nulls = 0
        self.least: Any = None
        self.greatest: Any = None
        self.add(part)

    def add(self, part: pd.Series) -> None:
        """Counts the rows that follow."""
        self.nulls += int(part.isna().sum())
        if part.dtype != self.head.dtype:
            self.head = pd.concat([self.head, part.iloc[:1]])
        if has_range(part.dtype) and part.notna().any():
            least, greatest = part.min(), part.max()
            self.least = least if self.least is None else min(self.least, least)
            self.greatest = greatest if self.greatest is None else max(self.greatest, greatest)

    def trust(self, stated: Stated) -> None:
        """Takes what the file says of all rows; it does not count NaN."""
        if self.label not in stated:
            return
        nulls, low, high = stated[self.label]
        if nulls and self.head.dtype.kind in 'iub':
            self.head = self.head.astype('object' if self.head.dtype.kind == 'b' else 'float64')
        self.nulls = max(self.nulls, nulls)
        if low is not None:
            self.least, self.greatest = low, high

    def column(self) -> Description:
        """The described column."""
        column: Description = {**self.described, 'dtype': str(self.head.dtype), 'nullCount': self.nulls}
        if self.least is not None:
            column |= {'min': plain_value(self.least), 'max': plain_value(self.greatest)}
        return column
