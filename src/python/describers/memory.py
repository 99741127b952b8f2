"""Tells whether a table fits into the memory of a run."""

import os
import resource
import sys

# A program needs room for copies of the table beside the table.
SHARE = 0.5
READING = 2.5  # times its size is what a table takes while pandas reads it
PART_CELLS, PART_CELL_BYTES = 1 << 20, 64  # pandas reads in parts, whose text is Python objects
MEBIBYTE = 1 << 20


def fits(frame_bytes, cells):
    """Whether a program can comfortably read a table that takes `frame_bytes` as a data frame."""
    needed = READING * frame_bytes + min(cells, PART_CELLS) * PART_CELL_BYTES
    return needed <= SHARE * limit_bytes()


def limit_bytes():
    """The memory a run may allocate; what the machine has where nothing is set."""
    limit = resource.getrlimit(resource.RLIMIT_DATA)[0]
    physical = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES')
    return physical if limit == resource.RLIM_INFINITY or sys.platform == 'darwin' else min(limit, physical)
