"""What the kernel tells of a program's memory and threads, whatever trick hides them from its resource limits."""

from pool.living_thread import Status

# Page tables that no program reaches with the address space it may map, unless it maps each page far from the next.
TABLES_ALLOWANCE = 16 << 20


def held_bytes(*statuses: Status) -> int:
    """Bytes of memory that the processes of one program keep from others: own pages, in memory or swapped out, and what maps them."""
    tables = max(0, sum(_bytes(status, 'VmPTE') for status in statuses) - TABLES_ALLOWANCE)
    return sum(_bytes(status, 'RssAnon') + _bytes(status, 'VmSwap') for status in statuses) + tables


def peak_resident_bytes(status: Status) -> int:
    """The most memory it ever had at once, with what it shares."""
    return _bytes(status, 'VmHWM')


def thread_count(status: Status) -> int:
    """How many threads one process has."""
    return int(status['Threads'])


def _bytes(status: Status, name: str) -> int:
    return int(status[name].split()[0]) * 1024 if name in status else 0
