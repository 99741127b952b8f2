"""What the kernel tells of a program's memory and threads, whatever trick hides them from its resource limits."""

import os

PAGE = os.sysconf('SC_PAGE_SIZE')


def private_bytes(proc, name):
    """Bytes of memory that belong to one process alone; `proc` is a descriptor of the host's /proc."""
    fields = _read(proc, f'{name}/statm').split()
    return (int(fields[1]) - int(fields[2])) * PAGE


def thread_count(proc, name):
    """How many threads one process has."""
    return int(_read(proc, f'{name}/stat').rpartition(b')')[2].split()[17])


def _read(proc, name):
    descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)
    try:
        return os.read(descriptor, 1 << 12)
    finally:
        os.close(descriptor)
