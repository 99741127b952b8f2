"""Describes a table that is too large to be held at once, from the parts it is read in."""

import time

import pandas as pd

from describers.base.plain import plain_value
from describers.tables.table import describe_table, has_range

SECONDS = 6
STATED_PARTS = 8


def describe_parts(frames, rows, stated=None):
    """The table's fields, and the rows that were read for counts and ranges; `frames` gives the rows in order.

    `stated` holds nulls, low and high of columns by name, as the file tells them; where it tells them of all, only the first parts are read.
    """
    deadline = time.monotonic() + SECONDS
    fields, totals, seen = describe_table(pd.DataFrame()), [], 0
    for part, frame in enumerate(frames, 1):
        if not totals:
            fields = describe_table(frame)
            totals = [_Total(column, frame.iloc[:, at]) for at, column in enumerate(fields['columns'])]
            told = bool(stated) and all(str(label) in stated for label in frame.columns[: len(totals)])
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

    def __init__(self, column, part):
        self.described = {key: value for key, value in column.items() if key not in ('distinctCount', 'min', 'max')}
        self.head, self.label = part.iloc[:1], str(part.name)
        self.nulls, self.least, self.greatest = 0, None, None
        self.add(part)

    def add(self, part):
        """Counts the rows that follow."""
        self.nulls += int(part.isna().sum())
        if part.dtype != self.head.dtype:
            self.head = pd.concat([self.head, part.iloc[:1]])
        if has_range(part.dtype) and part.notna().any():
            least, greatest = part.min(), part.max()
            self.least = least if self.least is None else min(self.least, least)
            self.greatest = greatest if self.greatest is None else max(self.greatest, greatest)

    def trust(self, stated):
        """Takes what the file says of all rows; it does not count NaN."""
        if self.label not in stated:
            return
        nulls, low, high = stated[self.label]
        if nulls and self.head.dtype.kind in 'iub':
            self.head = self.head.astype('object' if self.head.dtype.kind == 'b' else 'float64')
        self.nulls = max(self.nulls, nulls)
        if low is not None:
            self.least, self.greatest = low, high

    def column(self):
        """The described column."""
        column = {**self.described, 'dtype': str(self.head.dtype), 'nullCount': self.nulls}
        if self.least is not None:
            column |= {'min': plain_value(self.least), 'max': plain_value(self.greatest)}
        return column
