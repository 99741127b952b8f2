"""How much data one description may hold in memory."""

from describers.run_memory import run_memory


def memory_budget():
    """Bytes of data that can be loaded and still leave room for the copies a reader and a program make."""
    return run_memory() // 3


def mebibytes(size):
    """A size in words."""
    return f'{max(1, round(size / (1 << 20))):,} MiB'
