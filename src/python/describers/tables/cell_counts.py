"""Counts delimiters and telling cells of a delimited file of any size without parsing it."""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from describers.tables.record_blocks import CARRIAGE_RETURN, LINE_END, QUOTE, Unsure, check_quotes, record_blocks

THREADS = 2
MAX_WAITING = 4  # blocks in memory
ZERO, LAST_BLANK = ord('0'), ord('"')


class CellCounts(NamedTuple):
    delimiters: int
    """Outside quotes: as many as rows of the full width have, exactly when no row is short and none is long."""
    empty: int
    """Cells of no characters, never more than there are: pandas misses them all, and where it misses more, some may hold words."""
    zeros: frozenset
    """Positions of columns with a cell that begins like "007", where all rows have the full width."""


def count_cells(name, start, dialect):
    """`start` is the offset of the first data record; raises Unsure for NUL characters and for quotes that neither open nor close a cell."""
    counts = [CellCounts(0, 0, frozenset()), *(_count(block, dialect) for block in record_blocks(name, start))]
    delimiters, empty, zeros = zip(*counts)
    return CellCounts(sum(delimiters), sum(empty), frozenset().union(*zeros))


def _count(block, dialect):
    data = np.frombuffer(b'\n' + block, np.uint8)
    is_delimiter, ends_line = data == ord(dialect.delimiter), data == LINE_END
    if CARRIAGE_RETURN in block:
        ends_line |= data == CARRIAGE_RETURN
    empty = 0
    if check_quotes(block, dialect.delimiter):
        quotes = data == QUOTE
        outside = ~np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(bool)
        is_delimiter &= outside
        ends_line &= outside
        is_end = is_delimiter | ends_line
        empty = np.count_nonzero(is_end[:-3] & quotes[1:-2] & quotes[2:-1] & is_end[3:])
    else:
        is_end = is_delimiter | ends_line
    blank_lines = np.count_nonzero(ends_line[1:] & ends_line[:-1])
    empty += np.count_nonzero(is_end[1:] & is_end[:-1]) - blank_lines
    return CellCounts(np.count_nonzero(is_delimiter), empty, _zero_columns(data, is_end, dialect.width))


def _zero_columns(data, is_end, width):
    """Columns of cells that begin with a zero and one more digit, perhaps after blanks or a quote."""
    begins = is_end[:-1]
    blanks = data[1:-1] <= LAST_BLANK
    while (further := begins[:-1] & blanks & ~begins[1:]).any():
        begins = begins.copy()
        begins[1:] |= further
    begins = begins[:-1] & (data[1:-1] == ZERO)
    begins &= (data[2:] - ZERO) < 10
    if not begins.any():
        return frozenset()
    ends = np.flatnonzero(is_end & (data != CARRIAGE_RETURN))[1:]
    rows = (data[ends] == LINE_END)[: len(ends) // width * width].reshape(-1, width)
    if not rows[:, -1].all() or rows[:, :-1].any():
        raise Unsure
    return frozenset((np.searchsorted(ends, np.flatnonzero(begins) + 1) % width).tolist())
