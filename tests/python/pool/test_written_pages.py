"""Pages that are copied before a program writes to them."""

import mmap
import os
import resource
from collections.abc import Callable

import pytest

import forked
from isolation import kernel
from pool import written_pages

COUNT = 400
needs_populating = pytest.mark.needs(
    'MADV_POPULATE_WRITE', kernel.libc.madvise(None, 0, written_pages.POPULATE_WRITE) == 0
)


def _memory() -> mmap.mmap:
    """Pages of this process, each with something in it."""
    memory = mmap.mmap(-1, COUNT * mmap.PAGESIZE, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    memory.madvise(mmap.MADV_NOHUGEPAGE)
    _write(memory, b'a')
    return memory


def _write(memory: mmap.mmap, byte: bytes) -> None:
    for page in range(COUNT):
        memory[page * mmap.PAGESIZE] = byte[0]


def _faults(function: Callable[[], object]) -> int:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    function()
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


@needs_populating
def test_a_process_that_copied_ahead_what_a_rehearsal_wrote_to_has_next_to_no_fault(proc: int) -> None:
    memory = _memory()
    pages = written_pages.learn(proc, lambda: _write(memory, b'b'))

    def copied() -> list[object]:
        written_pages.copy_ahead(pages)
        kept = bytes(memory[:: mmap.PAGESIZE])
        return [_faults(lambda: _write(memory, b'c')), kept.decode()]

    faults, kept = forked.run(copied)
    assert faults < COUNT // 4
    assert kept == 'a' * COUNT  # what the rehearsal wrote reaches nobody
    assert forked.run(lambda: _faults(lambda: _write(memory, b'c'))) >= COUNT


@needs_populating
def test_what_a_rehearsal_leaves_alone_is_not_copied(proc: int) -> None:
    memory = _memory()
    pages = written_pages.learn(proc, lambda: None)

    def copied() -> int:
        written_pages.copy_ahead(pages)
        return _faults(lambda: _write(memory, b'c'))

    assert forked.run(copied) >= COUNT


def test_a_rehearsal_that_fails_teaches_nothing_and_is_gone(proc: int) -> None:
    assert written_pages.learn(proc, lambda: os._exit(3)) == written_pages.NONE
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
