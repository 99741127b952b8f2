"""Looks at a process through a thread that lives: once its first one has left, /proc shows nothing of it under its own number."""

import errno
import os
from collections.abc import Callable, Mapping

ATTEMPTS = 20
PF_EXITING = 4
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
GONE = (FileNotFoundError, ProcessLookupError, PermissionError)

# What the kernel tells of a process or a thread, {name: text}.
Status = Mapping[str, bytes]


def look(proc: int, host_pid: int, examine: Callable[[str, Status], object]) -> None:
    """Calls `examine(folder, status)` with the place of a thread in `proc` until one has lived through the call.

    Raises ProcessLookupError once no thread runs any more, and OSError when they leave faster than they can be looked at.
    """
    for _ in range(ATTEMPTS):
        folder, status = _find(proc, str(host_pid))
        try:
            if folder:
                examine(folder, status)
                if 'RssAnon' in read_status(proc, folder):
                    return
        except GONE:
            continue
    raise OSError(errno.EAGAIN, 'its threads leave faster than they can be looked at')


def read_status(proc: int, folder: str) -> Status:
    """The status of a process or thread; without the names of its memory once it has given that up."""
    lines = read(proc, f'{folder}/status').split(b'\n')
    return {name.decode(): text.strip() for name, _, text in (line.partition(b':') for line in lines)}


def read(proc: int, name: str, limit: int = 1 << 16) -> bytes:
    """A file of `proc`, as far as `limit` and one more piece."""
    descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)
    parts: list[bytes] = []
    size = 0
    try:
        while size <= limit and (part := os.read(descriptor, 1 << 16)):
            parts.append(part)
            size += len(part)
    finally:
        os.close(descriptor)
    return b''.join(parts)


def _find(proc: int, host_pid: str) -> tuple[str | None, Status]:
    """A thread that still has the process's memory, with its status; no thread where one may have been missed."""
    status = read_status(proc, host_pid)
    if 'RssAnon' in status:
        return host_pid, status
    leaving = 0
    for name in _threads(proc, host_pid):
        thread = f'{host_pid}/task/{name}'
        try:
            if 'RssAnon' in (own := read_status(proc, thread)):
                return thread, own
            leaving += _is_leaving(proc, thread)
        except GONE:
            continue
    if leaving >= int(status['Threads']):
        raise ProcessLookupError(errno.ESRCH, 'it has ended')
    return None, status


def _threads(proc: int, host_pid: str) -> list[str]:
    folder = os.open(f'{host_pid}/task', FOLDER, dir_fd=proc)
    try:
        return os.listdir(folder)
    finally:
        os.close(folder)


def _is_leaving(proc: int, thread: str) -> bool:
    return bool(int(read(proc, f'{thread}/stat').rpartition(b')')[2].split()[6]) & PF_EXITING)
