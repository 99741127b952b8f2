"""Tells whether a table fits into the memory of a run."""

import resource

# A program needs room for copies of the table beside the table.
SHARE = 0.5
READING = 2.5  # times its size is what a table takes while pandas reads it
PART_CELLS, PART_CELL_BYTES = 1 << 20, 64  # pandas reads in parts, whose text is Python objects
MEBIBYTE = 1 << 20
USUAL_BYTES = 512 * MEBIBYTE


def fits(frame_bytes, cells):
    """Whether a program can comfortably read a table that takes `frame_bytes` as a data frame."""
    needed = READING * frame_bytes + min(cells, PART_CELLS) * PART_CELL_BYTES
    return needed <= SHARE * limit_bytes()


def limit_bytes():
    """The memory a program may allocate: what one usually may, or what this very process may where that is less."""
    limit = resource.getrlimit(resource.RLIMIT_DATA)[0]
    return USUAL_BYTES if limit == resource.RLIM_INFINITY else min(limit, USUAL_BYTES)
