"""Adds up what the chunks of a table tell of one column."""

from collections.abc import Hashable
from typing import Any

import pandas as pd
from pandas.api import types

from describers.base.description import Description
from describers.base.plain import clean_name
from describers.tables.numeric_text import NumericText
from describers.tables.table import EXAMINED, first_distinct, has_range, plain_bound

MAX_DISTINCT = 1_000


class ChunkTotals:
    """Chunks are added in order, so that the same file always gives the same words."""

    def __init__(self, label: Hashable) -> None:
        self.label = label
        self.types: set[str] = set()
        self.rows = self.nulls = 0
        self.low: Any = None
        self.high: Any = None
        self.first: list[object] = []
        self.numbers = NumericText()
        self.distinct: set[object] | None = set()
        """The values, or None when there are too many to be kept."""

    def add(self, column: pd.Series) -> None:
        """A column of nothing is of any type."""
        nulls = int(column.isna().sum())
        if nulls < len(column) or not self.types:
            self.types.add(str(column.dtype))
        self.rows += len(column)
        self.nulls += nulls
        if len(self.first) < EXAMINED:
            self.first.extend(column.dropna().iloc[: EXAMINED - len(self.first)])
        if nulls < len(column) and has_range(column.dtype):
            low, high = column.min(), column.max()
            self.low = low if self.low is None else min(self.low, low)
            self.high = high if self.high is None else max(self.high, high)
        self.numbers.add(column)
        self._count(column)

    def _count(self, column: pd.Series) -> None:
        """Of measurements nobody asks how many differ."""
        present = column.dropna()
        if self.distinct is None or (types.is_float_dtype(column.dtype) and len(present)):
            self.distinct = None
            return
        values = present.unique()
        if len(values) <= MAX_DISTINCT:
            self.distinct.update(values.tolist())
        if max(len(values), len(self.distinct)) > MAX_DISTINCT:
            self.distinct = None

    def common_type(self) -> str:
        """The type that holds the values of all chunks."""
        return 'float64' if self.types <= {'int64', 'float64'} else 'str'

    def describe(self, examples: int) -> Description:
        """The column in a description."""
        column: Description = {
            'name': clean_name(self.label),
            'dtype': next(iter(self.types)),
            'nullCount': self.nulls,
        }
        if self.distinct is not None:
            column['distinctCount'] = len(self.distinct)
        if self.low is not None:
            column['min'], column['max'] = plain_bound(self.low), plain_bound(self.high)
        column['examples'] = first_distinct(self.first, examples)
        if numbers := self.numbers.describe():
            column['numericText'] = numbers
        return column
