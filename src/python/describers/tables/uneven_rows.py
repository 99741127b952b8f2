"""Finds the rows of a block that are shorter or longer than the first row of the table."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from describers.tables.dialect import Dialect
from describers.tables.record_blocks import Unsure

FEW, FEW_OF_ALL = 20, 0.1  # more of them are read cell by cell with all others
LIKE_CODE = re.compile(r'[\s"]*0\d')


@dataclass(frozen=True, slots=True)
class UnevenRows:
    """What a census counts of them; each field of two parts of a file can be joined."""

    count: int = 0
    longer: int = 0
    empty_tail: bool = True
    """Nothing but empty cells stands past the full width."""
    single: int = 0
    """Rows of one cell, which may be notes below the table."""
    blank: int = 0
    """Lines without a cell, beside them or between the others."""
    first_end: int | None = None
    """Offset behind the first of them."""
    empty: int = 0
    """Cells within the full width that are empty or lacking."""
    zeros: frozenset[int] = frozenset()
    """Positions of columns with a cell that begins like "007"."""


def join(parts: Iterable[UnevenRows]) -> UnevenRows:
    """Of a whole file, from those of its parts in their order."""
    found = list(parts)
    return UnevenRows(
        count=sum(part.count for part in found),
        longer=sum(part.longer for part in found),
        empty_tail=all(part.empty_tail for part in found),
        single=sum(part.single for part in found),
        blank=sum(part.blank for part in found),
        first_end=next((part.first_end for part in found if part.first_end is not None), None),
        empty=sum(part.empty for part in found),
        zeros=frozenset().union(*(part.zeros for part in found)),
    )


def uneven_spans(is_delimiter: np.ndarray, is_line_end: np.ndarray, width: int) -> list[tuple[int, int]]:
    """Begin and end of the lines with more or fewer cells; the masks begin one byte before the block. Raises Unsure where there are many."""
    ends = np.flatnonzero(is_line_end)
    if ends[-1] != len(is_line_end) - 1:
        ends = np.append(ends, len(is_line_end) - 1)  # the last line may lack its end
    counts = np.diff(np.searchsorted(np.flatnonzero(is_delimiter), ends, side='right'))
    at = np.flatnonzero(counts != width - 1)
    if len(at) > FEW + FEW_OF_ALL * len(counts):
        raise Unsure
    return list(zip(ends[at].tolist(), ends[at + 1].tolist(), strict=True))


def uneven_rows(block: bytes, spans: list[tuple[int, int]], dialect: Dialect, offset: int) -> UnevenRows:
    """What these lines of a block hold, which begins at this offset of the file."""
    return join(_of_line(block[begin:end], dialect, offset + end) for begin, end in spans)


def without(block: bytes, spans: list[tuple[int, int]]) -> bytes:
    """The other lines of the block."""
    borders = [0, *(border for span in spans for border in span), len(block)]
    return b''.join(block[begin:end] for begin, end in zip(borders[::2], borders[1::2], strict=True))


def _of_line(line: bytes, dialect: Dialect, end: int) -> UnevenRows:
    reader = csv.reader(io.StringIO(line.decode('latin-1'), newline=''), delimiter=dialect.delimiter)
    row: list[str] = next(reader, [])
    if not row or (len(row) == 1 and not row[0].strip()):
        return UnevenRows(blank=1)
    kept, past = row[: dialect.width], row[dialect.width :]
    return UnevenRows(
        count=1,
        longer=int(len(past) > 0),
        empty_tail=not any(past),
        single=int(len(row) == 1),
        first_end=end,
        empty=kept.count('') + dialect.width - len(kept),
        zeros=frozenset(at for at, cell in enumerate(kept) if LIKE_CODE.match(cell)),
    )
