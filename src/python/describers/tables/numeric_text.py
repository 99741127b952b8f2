"""Tells of a text column that is mostly numbers which cells are none, and the range of the rest."""

import re
from collections import Counter
from collections.abc import Hashable

import pandas as pd
from pandas.api import types

from describers.base.description import Description, Json
from describers.base.plain import clean_text, plain_value
from describers.tables.table_end import is_number

NUMBER = re.compile(r'[ \t]*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?[ \t]*')
CODE = re.compile(r'[ \t]*0[0-9]+[ \t]*')
SAMPLE = 100
MIN_SHARE = 0.5
MAX_OTHERS, MAX_SHOWN = 6, 24
MAX_KINDS = 1_000  # of other cells; a column of more is text after all


class NumericText:
    """Parts of a column are added in order; the first part that holds anything tells whether the column is looked at."""

    def __init__(self) -> None:
        self.is_likely: bool | None = None
        self.count = 0
        self.low = self.high = 0.0
        self.others: Counter[str] = Counter()

    def add(self, column: pd.Series) -> None:
        """A part that pandas read as numbers counts as well."""
        if self.is_likely is False:
            return
        if is_number(column.dtype):
            present = column.dropna()
            if len(present):
                self._count_numbers(len(present), float(present.min()), float(present.max()))
            return
        if self.is_likely is None:
            self.is_likely = _may_be(column)
        if self.is_likely:
            self._add_texts(column)

    def describe(self) -> Description | None:
        """None where no other cells stand among the numbers, where numbers are the lesser part, or where zeros in front make them codes."""
        others = sum(self.others.values())
        if not self.is_likely or not others or self.count <= MIN_SHARE * (self.count + others):
            return None
        shown: list[Json] = [clean_text(text, MAX_SHOWN) for text, _ in self.others.most_common(MAX_OTHERS)]
        more: Description = {'omittedOthers': len(self.others) - MAX_OTHERS} if len(self.others) > MAX_OTHERS else {}
        return {
            'count': self.count,
            'others': shown,
            **more,
            'min': plain_value(self.low),
            'max': plain_value(self.high),
        }

    def _add_texts(self, column: pd.Series) -> None:
        try:
            counts = column.value_counts()
        except TypeError:  # lists and dicts can't be counted
            self.is_likely = False
            return
        cells = counts.index.to_series()
        if cells.map(lambda cell: isinstance(cell, str)).all():
            self._add_counted(counts, cells.astype('str'))
        else:
            self._add_mixed(counts)
        self.is_likely = self.is_likely and len(self.others) <= MAX_KINDS

    def _add_counted(self, counts: pd.Series, texts: pd.Series) -> None:
        if texts.str.fullmatch(CODE.pattern).any():
            self.is_likely = False
            return
        are_numbers = texts.str.fullmatch(NUMBER.pattern).to_numpy(dtype=bool)
        numbers = pd.to_numeric(texts[are_numbers].str.strip())
        if len(numbers):
            self._count_numbers(int(counts[are_numbers].sum()), float(numbers.min()), float(numbers.max()))
        self.others.update(counts[~are_numbers].to_dict())

    def _add_mixed(self, counts: pd.Series) -> None:
        for value, count in counts.items():
            number = number_of(value)
            if number is not None:
                self._count_numbers(int(count), number, number)
            elif isinstance(value, str) and not CODE.fullmatch(value):
                self.others[value] += int(count)
            else:
                self.is_likely = False
                return

    def _count_numbers(self, count: int, low: float, high: float) -> None:
        self.low = min(self.low, low) if self.count else low
        self.high = max(self.high, high) if self.count else high
        self.count += count


def number_of(value: Hashable) -> float | None:
    """The number that a cell is, as `float` reads it; None for a code such as "007" and for all else."""
    if isinstance(value, str):
        return float(value) if NUMBER.fullmatch(value) and not CODE.fullmatch(value) else None
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def numeric_text(column: pd.Series) -> Description | None:
    """What is said of a whole column."""
    found = NumericText()
    found.add(column)
    return found.describe()


def _may_be(column: pd.Series) -> bool | None:
    """Judged by some cells of the beginning and some spread over the whole; None where nothing stands in them."""
    if not (types.is_object_dtype(column.dtype) or types.is_string_dtype(column.dtype)):
        return False
    step = max(1, len(column) // SAMPLE)
    cells = [*column.iloc[:SAMPLE].dropna(), *column.iloc[::step].dropna()]
    if not cells:
        return None
    numbers = sum(isinstance(cell, Hashable) and number_of(cell) is not None for cell in cells)
    return numbers > MIN_SHARE / 2 * len(cells)
