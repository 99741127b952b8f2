"""What the kernel tells of a process's memory, here of real ones."""

import mmap
import os

import forked
from pool import living_thread, memory_watch

MEBIBYTE = 1 << 20


def held_after(size: int, flags: int) -> tuple[int, int]:
    """How many bytes this process held before and after it filled a mapping."""
    proc = os.open('/proc', os.O_PATH | os.O_DIRECTORY)
    before = memory_watch.held_bytes(living_thread.read_status(proc, 'self'))
    mapping = mmap.mmap(-1, size, flags=flags)
    for place in range(0, size, 4096):
        mapping[place] = 1
    return before, memory_watch.held_bytes(living_thread.read_status(proc, 'self'))


def test_pages_of_its_own_are_held() -> None:
    before, after = forked.run(lambda: held_after(32 * MEBIBYTE, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS))
    assert 31 * MEBIBYTE < after - before < 40 * MEBIBYTE


def test_what_it_shares_with_others_is_not() -> None:
    before, after = forked.run(lambda: held_after(32 * MEBIBYTE, mmap.MAP_SHARED | mmap.MAP_ANONYMOUS))
    assert after - before < 8 * MEBIBYTE


def test_swapped_pages_count_and_page_tables_only_past_what_any_program_needs() -> None:
    status = {'RssAnon': b'100 kB', 'VmSwap': b'50 kB', 'VmPTE': b'16384 kB'}
    assert memory_watch.held_bytes(status) == 150 * 1024
    assert memory_watch.held_bytes({**status, 'VmPTE': b'16394 kB'}) == 160 * 1024


def test_a_process_that_has_given_up_its_memory_holds_nothing() -> None:
    assert memory_watch.held_bytes({'Threads': b'1'}) == 0
    assert memory_watch.peak_resident_bytes({'Threads': b'1'}) == 0


def test_the_peak_stays_when_memory_is_given_back() -> None:
    def peak() -> object:
        proc = os.open('/proc', os.O_PATH | os.O_DIRECTORY)
        before = memory_watch.peak_resident_bytes(living_thread.read_status(proc, 'self'))
        block = bytearray(b'x') * (64 * MEBIBYTE)
        del block
        return memory_watch.peak_resident_bytes(living_thread.read_status(proc, 'self')) - before

    assert 32 * MEBIBYTE < forked.run(peak) < 80 * MEBIBYTE


def test_processes_of_one_program_have_one_allowance_for_what_maps_their_pages() -> None:
    status = {'RssAnon': b'1024 kB', 'VmSwap': b'0 kB', 'VmPTE': b'12288 kB'}
    assert memory_watch.held_bytes(status) == MEBIBYTE
    assert memory_watch.held_bytes(status, status) == (2 + 24 - 16) * MEBIBYTE
