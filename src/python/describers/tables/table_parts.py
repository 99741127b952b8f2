"""Describes a table that is too large to be held at once, from the parts it is read in."""

import time

import pandas as pd

from describers.plain import plain_value
from describers.tables.table import describe_table

SECONDS = 6


def describe_parts(frames, rows):
    """The table's fields, and the rows that were read for counts and ranges; `frames` gives the rows in order."""
    deadline = time.monotonic() + SECONDS
    fields, totals, seen = describe_table(pd.DataFrame()), [], 0
    for frame in frames:
        if not totals:
            fields = describe_table(frame)
            totals = [_Total(column, frame.iloc[:, at]) for at, column in enumerate(fields['columns'])]
        else:
            for at, total in enumerate(totals):
                total.add(frame.iloc[:, at])
        seen += len(frame)
        if time.monotonic() > deadline:
            break
    return {**fields, 'columns': [total.column() for total in totals], 'rowCount': rows}, seen


class _Total:
    """Nulls and range of one column, over all parts so far."""

    def __init__(self, column, part):
        self.described = {key: value for key, value in column.items() if key != 'distinctCount'}
        self.head = part.iloc[:1]
        self.nulls = column['nullCount']
        self.has_range = 'min' in column
        self.least, self.greatest = (part.min(), part.max()) if self.has_range else (None, None)

    def add(self, part):
        self.nulls += int(part.isna().sum())
        if part.dtype != self.head.dtype:
            self.head = pd.concat([self.head, part.iloc[:1]])
        if self.has_range and part.notna().any():
            self.least = min(self.least, part.min())
            self.greatest = max(self.greatest, part.max())

    def column(self):
        column = {**self.described, 'dtype': str(self.head.dtype), 'nullCount': self.nulls}
        if self.has_range:
            column |= {'min': plain_value(self.least), 'max': plain_value(self.greatest)}
        return column
