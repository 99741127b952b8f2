"""Finding and weighing a process with all that came from it."""

import os
import signal
from collections.abc import Callable, Iterator

import pytest

from pool import family

MEBIBYTE = 1 << 20
Start = Callable[[Callable[[int], None]], int]


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts a process that leads its own group and calls back once it is ready; all of the group is ended afterwards."""
    groups: list[int] = []

    def begin(act: Callable[[int], None]) -> int:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.setpgid(0, 0)
                act(writing)
                signal.pause()
            finally:
                os._exit(1)
        groups.append(child)
        os.close(writing)
        os.read(reading, 1)
        return child

    yield begin
    for group in groups:
        os.killpg(group, signal.SIGKILL)
        os.waitpid(group, 0)


def rest(ready: int) -> None:
    """Says that it is ready and does nothing more."""
    os.write(ready, b'x')
    signal.pause()


def hold(ready: int) -> None:
    """Holds 30 MiB."""
    block = bytearray(b'x') * (30 * MEBIBYTE)
    rest(ready)
    del block


def test_a_process_alone_is_its_family(proc: int, start: Start) -> None:
    first = start(rest)
    assert family.members(proc, first) == [first]


def test_children_and_theirs_belong_to_it(proc: int, start: Start) -> None:
    def fork_twice(ready: int) -> None:
        if os.fork() == 0 and os.fork() == 0:
            rest(ready)

    assert len(family.members(proc, start(fork_twice))) == 3


def test_memory_of_all_counts(proc: int, start: Start) -> None:
    def hold_twice(ready: int) -> None:
        inner_read, inner_write = os.pipe()
        for _ in range(2):
            if os.fork() == 0:
                hold(inner_write)
        os.read(inner_read, 1)
        os.read(inner_read, 1)
        rest(ready)

    alone = family.held_bytes(proc, start(rest))
    together = family.held_bytes(proc, start(hold_twice))
    assert together - alone >= 60 * MEBIBYTE


def test_who_was_missed_is_found_below_the_first(proc: int, start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    def fork_once(ready: int) -> None:
        if os.fork() == 0:
            rest(ready)

    first = start(fork_once)
    look = family._children
    looks: list[int] = []

    def miss_once(proc: int, pid: int) -> set[int]:
        looks.append(pid)
        return look(proc, pid) if len(looks) > 1 else set()

    monkeypatch.setattr(family, '_children', miss_once)
    assert len(family.members(proc, first)) == 2


def test_a_family_that_never_ends_growing_is_counted_as_far_as_it_was_seen(
    proc: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(2, 10_000))
    monkeypatch.setattr(family, '_children', lambda _proc, pid: {next(numbers)} if pid == 1 else set())
    assert len(family.members(proc, 1)) <= family.MOST_ROUNDS + 2


def test_of_a_process_that_is_gone_nothing_is_held(proc: int) -> None:
    child = os.posix_spawn('/bin/sh', ['sh', '-c', 'exit'], {})
    os.waitpid(child, 0)
    assert family.held_bytes(proc, child) == 0
