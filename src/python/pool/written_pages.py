"""Copies ahead, in a process that waits for its program, the pages of memory that programs usually write to.

Which those are is learned from a fork that only rehearses and then ends; nothing of any program is in it.
"""

import ctypes
import os
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from isolation import kernel

# Linux 5.14. What is no longer mapped, or not there to be copied, is left alone.
POPULATE_READ, POPULATE_WRITE = 22, 23
EXCLUSIVE, OF_FILE, PRESENT = 1 << 56, 1 << 61, 1 << 63
PAGE = os.sysconf('SC_PAGE_SIZE')
# With one page of a file the kernel maps those around it, as far as such a window goes, where they are in memory.
WINDOW = 1 << 16
# Above are the kernel's own mappings; and what is larger is data, of which nobody touches much.
MOST_ADDRESS = 1 << 47
MOST_BYTES = 1 << 30

# Runs of pages, each an address, a length and what is asked of the kernel for it.
Pages: TypeAlias = 'array[int]'
NONE: Pages = array('Q')

_madvise = kernel.libc.madvise
_madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)


def learn(proc: int, rehearse: Callable[[], object]) -> Pages:
    """The pages of this process that a child reads and writes while it rehearses; none where the kernel can't copy them ahead."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            rehearse()
            with os.fdopen(writing, 'wb') as file:
                file.write(_touched(proc).tobytes())
        finally:
            os._exit(0)
    os.close(writing)
    pages = array('Q')
    with os.fdopen(reading, 'rb') as file:
        told = file.read()
    os.waitpid(child, 0)
    pages.frombytes(told[: len(told) // 24 * 24])
    return pages


def copy_ahead(pages: Pages) -> None:
    """Has the kernel do at once what each first access would have it do for one page."""
    for at in range(0, len(pages), 3):
        _madvise(pages[at], pages[at + 1], pages[at + 2])


def _touched(proc: int) -> Pages:
    pages = array('Q')
    if _madvise(None, 0, POPULATE_WRITE) != 0:
        return pages
    for start, entries in _mapped(proc):
        advice = length = 0
        for at, entry in enumerate(entries):
            wanted = _advice_for(entry)
            if wanted != advice:
                pages.extend(_asked(start + (at - length) * PAGE, length * PAGE, advice))
                advice, length = wanted, 0
            length += 1
        pages.extend(_asked(start + (len(entries) - length) * PAGE, length * PAGE, advice))
    return pages


def _asked(address: int, length: int, advice: int) -> Iterable[int]:
    """A run of pages that were written, or the first page in each window of those that were read."""
    if advice == POPULATE_READ:
        past = address + length
        firsts = (address, *range((address // WINDOW + 1) * WINDOW, past, WINDOW))
        return (number for first in firsts for number in (first, PAGE, advice))
    return (address, length, advice) if advice else ()


def _advice_for(entry: int) -> int:
    """An own page was copied or made; one of a file was looked at; what is shared with the parent was neither."""
    if not entry & PRESENT:
        return 0
    if entry & OF_FILE:
        return POPULATE_READ
    return POPULATE_WRITE if entry & EXCLUSIVE else 0


def _mapped(proc: int) -> Iterator[tuple[int, Pages]]:
    """What the kernel says of each page of each mapping; see its documentation of pagemap."""
    with os.fdopen(os.open('self/maps', os.O_RDONLY, dir_fd=proc), 'rb') as file:
        lines = [line.split(None, 2) for line in file.read().splitlines()]
    with os.fdopen(os.open('self/pagemap', os.O_RDONLY, dir_fd=proc), 'rb', buffering=0) as file:
        for places, rights, _ in lines:
            first, past = (int(address, 16) for address in places.split(b'-'))
            if rights.startswith(b'r') and past <= MOST_ADDRESS and past - first <= MOST_BYTES:
                yield first, array('Q', _exactly(file.fileno(), (past - first) // PAGE * 8, first // PAGE * 8))


def _exactly(descriptor: int, count: int, offset: int) -> bytes:
    parts = []
    while count and (part := os.pread(descriptor, count, offset)):
        parts.append(part)
        count, offset = count - len(part), offset + len(part)
    return b''.join(parts)
