"""Counts delimiters and telling cells of a delimited file of any size without parsing it."""

from dataclasses import dataclass, replace

import numpy as np

from describers.tables.dialect import Dialect
from describers.tables.record_blocks import CARRIAGE_RETURN, LINE_END, QUOTE, Unsure, check_quotes, record_blocks
from describers.tables.uneven_rows import UnevenRows, join, uneven_rows, uneven_spans, without

ZERO, LAST_BLANK = ord('0'), QUOTE  # a quote is taken for a blank, as a cell may begin behind it


@dataclass(frozen=True)
class CellCounts:
    """What the bytes of a file tell of its cells."""

    delimiters: int
    """Outside quotes, in rows of the full width: these and the uneven ones are all rows exactly when their numbers agree."""
    empty: int
    """Cells of no characters and cells that a row lacks: pandas misses them all."""
    zeros: frozenset[int]
    """Positions of columns with a cell that begins like "007"."""
    uneven: UnevenRows

    def are_all_of(self, rows: int, width: int) -> bool:
        """Whether so many rows are what was counted: longer ones pandas refuses or was told to cut."""
        return self.delimiters == (rows - self.uneven.count) * (width - 1)


def count_cells(name: str, start: int, dialect: Dialect, each_line: bool = False) -> CellCounts:
    """`start` is the offset of the first data record; raises Unsure for NUL characters and for quotes that neither open nor close a cell.

    Lines are looked at one by one only in blocks that show that one is short, or with `each_line`, as a long one may make up for it.
    """
    parts = []
    for block in record_blocks(name, start):
        parts.append(_count(block, dialect, start, each_line))
        start += len(block)
    uneven = join(part.uneven for part in parts)
    return CellCounts(
        delimiters=sum(part.delimiters for part in parts),
        empty=sum(part.empty for part in parts) + uneven.empty,
        zeros=uneven.zeros.union(*(part.zeros for part in parts)),
        uneven=uneven,
    )


def _count(block: bytes, dialect: Dialect, offset: int, each_line: bool = False) -> CellCounts:
    data = np.frombuffer(b'\n' + block, np.uint8)
    is_delimiter, is_end = data == ord(dialect.delimiter), data == LINE_END
    quotes = data == QUOTE if check_quotes(block, dialect.delimiter) else None
    if quotes is not None:
        outside = ~np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(bool)
        is_delimiter &= outside
        is_end &= outside
    delimiters, lines = int(np.count_nonzero(is_delimiter)), int(np.count_nonzero(is_end)) - 1
    uneven = UnevenRows()
    returns_end_lines = CARRIAGE_RETURN in block and block.count(b'\r') != block.count(b'\r\n')
    if each_line and returns_end_lines:
        raise Unsure
    if each_line or (delimiters != lines * (dialect.width - 1) and not returns_end_lines):
        spans = uneven_spans(is_delimiter, is_end, dialect.width)
        uneven = uneven_rows(block, spans, dialect, offset)
        if uneven.count:
            return replace(_count(without(block, spans), dialect, offset), uneven=uneven)
    is_end |= is_delimiter
    empty = -max(0, lines - delimiters // (dialect.width - 1))  # of two line ends one after the other none ends a cell
    if CARRIAGE_RETURN in block:
        is_end |= data == CARRIAGE_RETURN
        empty -= block.count(b'\r\n')
    empty += int(np.count_nonzero(is_end[1:] & is_end[:-1]))
    if quotes is not None:
        empty += int(np.count_nonzero(is_end[:-3] & quotes[1:-2] & quotes[2:-1] & is_end[3:]))
    return CellCounts(delimiters, empty, _zero_columns(data, is_end, dialect.width), uneven)


def _zero_columns(data: np.ndarray, is_end: np.ndarray, width: int) -> frozenset[int]:
    """Columns of cells that begin with a zero and go on, perhaps after blanks or a quote; some may go on without a digit."""
    zeros = data[1:-1] == ZERO
    zeros &= data[2:] >= ZERO
    begins = is_end[:-2] & zeros
    blanks = data[:-2] <= LAST_BLANK
    blanks &= zeros
    if blanks.any():
        begins[blanks] = _begins_cell(data, is_end, np.flatnonzero(blanks))
    if not begins.any():
        return frozenset()
    ends = np.flatnonzero(is_end & (data != CARRIAGE_RETURN))[1:]
    rows = (data[ends] == LINE_END)[: len(ends) // width * width].reshape(-1, width)
    if not rows[:, -1].all() or rows[:, :-1].any():
        raise Unsure
    return frozenset((np.searchsorted(ends, np.flatnonzero(begins) + 1) % width).tolist())


def _begins_cell(data: np.ndarray, is_end: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Whether there is nothing but blanks between the end of a cell and each of these places."""
    at = at.copy()
    while (between := ~is_end[at] & (data[at] <= LAST_BLANK)).any():
        at[between] -= 1
    return is_end[at]
