"""Finds where the table of a sheet begins: titles above it, header row, empty columns beside it."""

import datetime
import math
import numbers
from collections import Counter
from dataclasses import dataclass

import pandas as pd

HEAD_ROWS = 40
MAX_JOINED = 60
MAX_JOINED_TEXT = 1_500
MAX_HEADING = 60


@dataclass(frozen=True)
class Layout:
    header_row: int | None
    """0-based row of the header, or None."""
    first_row: int
    """0-based row of the first data row."""
    columns: range
    """Positions of the columns from the first to the last that hold anything."""
    names: list[str] | None = None
    """Column names that join two header rows, or None."""


def find_layout(head: pd.DataFrame) -> Layout | None:
    """`head` holds the first rows without a header; None for an empty sheet."""
    filled = head.notna().to_numpy()
    used = filled.any(axis=0).nonzero()[0].tolist()
    if not used:
        return None
    columns = range(used[0], used[-1] + 1)
    counts = filled.sum(axis=1).tolist()
    usual = _usual(counts)
    first = next((row for row, count in enumerate(counts) if count >= min(2, usual) and count * 2 >= usual), 0)
    for top in (first, first - 1):
        names = _joined_names(head, top, columns)
        if names:
            return Layout(top + 1, top + 2, columns, names)
    if _is_header(head.iloc[first], head.iloc[first + 1 :]):
        return Layout(first, first + 1, columns)
    return Layout(None, first, columns)


def _usual(counts: list[int]) -> int:
    counter = Counter(count for count in counts if count)
    return max(counter.items(), key=lambda item: (item[1], item[0]))[0]


def _joined_names(head: pd.DataFrame, top: int, columns: range) -> list[str] | None:
    """Names such as "Q1 units" where groups stand above names that repeat; None for a single header row."""
    if top < 0 or top + 2 >= len(head) or len(columns) > MAX_JOINED:
        return None
    groups = [_text(head.iat[top, at]) for at in columns]
    names = [_text(head.iat[top + 1, at]) for at in columns]
    repeated = len({name for name in names if name}) < sum(1 for name in names if name)
    if not repeated or None in groups + names or sum(map(bool, groups)) < 2 or '' not in groups:
        return None
    joined, group = [], ''
    for above, name in zip(groups, names, strict=True):
        group = above or group
        joined.append(f'{group} {name}'.strip())
    short = sum(map(len, joined)) <= MAX_JOINED_TEXT
    return joined if short and '' not in joined and len(set(joined)) == len(joined) else None


def _text(cell: object) -> str | None:
    """The cell's text, empty for a missing cell, None for a number or a date."""
    if _is_missing(cell):
        return ''
    return cell.strip() if isinstance(cell, str) and len(cell) <= MAX_HEADING else None


def _is_header(row: pd.Series, below: pd.DataFrame) -> bool:
    cells = [cell for cell in row if not _is_missing(cell)]
    data = [cell for cell in cells if not isinstance(cell, str)]
    if not data:
        return True
    # Years and months as column heads: all data cells of the row are of that kind and a text names the first column.
    if not any(isinstance(cell, str) for cell in cells) or len(set(map(str, data))) < len(data):
        return False
    if len(below) == 0 or not all(_is_period(cell) for cell in data):
        return False
    return len(data) > 1 or not any(_is_period(cell) for cell in below.iloc[:, list(row).index(data[0])])


def _is_period(cell: object) -> bool:
    if isinstance(cell, (datetime.date, pd.Timestamp)):
        return True
    return isinstance(cell, numbers.Real) and float(cell).is_integer() and 1900 <= float(cell) <= 2100


def _is_missing(cell: object) -> bool:
    return cell is None or cell is pd.NaT or (isinstance(cell, float) and math.isnan(cell))
