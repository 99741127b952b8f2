"""How many rows a program reads at once, so that a part and its copies fit into the memory of a run."""

import sys

import numpy as np
import pandas as pd
from pandas.api import types

from describers.base.memory import memory_budget

MOST_ROWS = 100_000
SAMPLE_ROWS = 1_000
PARTS_IN_BUDGET = 5
PART_BYTES = 32 << 20
INSIDE = 2  # what Python objects take with all they refer to, times what they take alone
COPIES = 6


def frame_bytes(frame: pd.DataFrame) -> int:
    """Memory that a frame takes, estimated from its first rows where it holds Python objects."""
    return sum(column_bytes(frame))


def column_bytes(frame: pd.DataFrame) -> list[int]:
    """The same for each column, the index left out."""
    return [_bytes(frame, at, dtype) for at, dtype in enumerate(frame.dtypes)]


def _bytes(frame: pd.DataFrame, at: int, dtype: object) -> int:
    if isinstance(dtype, np.dtype) and dtype.kind != 'O':
        return int(dtype.itemsize) * len(frame)
    array = frame.iloc[:, at].array
    head = array[:SAMPLE_ROWS]
    if not types.is_object_dtype(dtype) or not len(head):
        return int(array.nbytes)
    return int(array.nbytes) + INSIDE * sum(map(sys.getsizeof, head)) * len(frame) // len(head)


def program_rows(row_bytes: float) -> int:
    """A round number of rows that a program can hold beside what it makes of them; one row where not even that fits."""
    rows = _rows(memory_budget() / PARTS_IN_BUDGET, row_bytes)
    unit: int = 10 ** (len(str(rows)) - 1)
    return rows // unit * unit


def described_rows(row_bytes: float) -> int:
    """The rows of one part of a description."""
    return _rows(PART_BYTES, row_bytes)


def _rows(room: float, row_bytes: float) -> int:
    return max(1, int(min(MOST_ROWS, room / max(1, row_bytes))))


def column_fits(size: float) -> bool:
    """Whether a program can hold a column of so many bytes, as stored and as pandas has it, and a few more like it."""
    return COPIES * size <= memory_budget()
