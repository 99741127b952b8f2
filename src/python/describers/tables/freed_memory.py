"""Keeps memory that was freed, so that work in blocks does not ask the kernel for zeroed pages again and again."""

import ctypes

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3  # of mallopt(3)
KEPT_BYTES = 32 << 20  # the most the C library accepts


def keep_freed_memory() -> None:
    """For the rest of this process; does nothing where the C library has no such setting."""
    tune = getattr(ctypes.CDLL(None), 'mallopt', None)
    if tune is None:
        return
    tune(M_MMAP_THRESHOLD, KEPT_BYTES)
    tune(M_TRIM_THRESHOLD, 8 * KEPT_BYTES)
