"""How much data one description may hold in memory."""

import resource

DEFAULT = 512 << 20


def memory_budget():
    """Bytes of data that can be loaded and still leave room for the copies a reader and a program make."""
    limit = resource.getrlimit(resource.RLIMIT_DATA)[0]
    return (DEFAULT if limit == resource.RLIM_INFINITY else limit) // 3


def mebibytes(size):
    """A size in words."""
    return f'{max(1, round(size / (1 << 20))):,} MiB'
