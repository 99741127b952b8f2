"""How much memory the programs have that will use the files, and what fits into it."""

import os
import resource

import pandas as pd

MEBIBYTE = 1 << 20
USUAL_MEBIBYTES = 512
# A program needs room for copies of the table beside the table.
SHARE = 0.5
READING = 2.5  # times its size is what a table takes while pandas reads it
PART_CELLS, PART_CELL_BYTES = 1 << 20, 64  # pandas reads in parts, whose text is Python objects

_told = {'mebibytes': USUAL_MEBIBYTES}


def tell_run_memory(mebibytes: int) -> None:
    """What one run may allocate as it is configured, which may be less or more than the describers have."""
    _told['mebibytes'] = mebibytes


def run_memory() -> int:
    """Bytes a program may allocate, or this very process where that is less: it must try what it recommends."""
    told = _told['mebibytes'] * MEBIBYTE
    own = resource.getrlimit(resource.RLIMIT_DATA)[0]
    return told if own == resource.RLIM_INFINITY else min(own, told)


def memory_budget() -> int:
    """Bytes of data that can be loaded and still leave room for the copies a reader and a program make."""
    return run_memory() // 3


def may_not_fit(needed: int, what: str = 'file') -> str | None:
    """The warning for a file or sheet whose `load` takes about so many bytes, None where a program has room for copies, too."""
    if needed <= run_memory() / 2:
        return None
    return (
        f'Reading the whole {what} takes about {needed // MEBIBYTE:,} MiB of memory, and one run has '
        f'{run_memory() // MEBIBYTE:,} MiB: it may not fit (maxMemoryMiB).'
    )


def fits(frame_bytes: float, cells: float) -> bool:
    """Whether a program can comfortably read a table that takes `frame_bytes` as a data frame."""
    needed = READING * frame_bytes + min(cells, PART_CELLS) * PART_CELL_BYTES
    return bool(needed <= SHARE * run_memory())


def fits_as(head: pd.DataFrame, head_bytes: int, name: str) -> bool:
    """Whether a file fits whose first bytes give this frame."""
    times = os.path.getsize(name) / head_bytes
    return fits(head.memory_usage(index=False).sum() * times, head.size * times)


def mebibytes(size: int) -> str:
    """A size in words."""
    return f'{max(1, round(size / MEBIBYTE)):,} MiB'
