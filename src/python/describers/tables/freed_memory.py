"""Keeps memory that was freed, so that the kernel is not asked for zeroed pages again and again."""

import ctypes

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8  # of mallopt(3)
KEPT_BYTES = 32 << 20  # the most the C library accepts


def keep_freed_memory():
    """For the rest of this process, in one heap for all threads; does nothing where the C library has no such settings."""
    tune = getattr(ctypes.CDLL(None), 'mallopt', None)
    if tune is None:
        return
    tune(M_ARENA_MAX, 1)
    tune(M_MMAP_THRESHOLD, KEPT_BYTES)
    tune(M_TRIM_THRESHOLD, 8 * KEPT_BYTES)
