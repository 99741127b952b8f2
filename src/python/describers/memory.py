"""Tells whether a table fits into the memory of a run."""

import os

from describers.run_memory import run_memory

# A program needs room for copies of the table beside the table.
SHARE = 0.5
READING = 2.5  # times its size is what a table takes while pandas reads it
PART_CELLS, PART_CELL_BYTES = 1 << 20, 64  # pandas reads in parts, whose text is Python objects


def fits(frame_bytes, cells):
    """Whether a program can comfortably read a table that takes `frame_bytes` as a data frame."""
    needed = READING * frame_bytes + min(cells, PART_CELLS) * PART_CELL_BYTES
    return needed <= SHARE * limit_bytes()


def fits_as(head, head_bytes, name):
    """Whether a file fits whose first bytes give this frame."""
    times = os.path.getsize(name) / head_bytes
    return fits(head.memory_usage(index=False).sum() * times, head.size * times)


def limit_bytes():
    """The memory a program may allocate."""
    return run_memory()
