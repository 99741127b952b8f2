"""What a zygote has in memory before it serves."""

import mmap
import os
import sys
import threading
from pathlib import Path

import pytest

import forked
from pool import preload

SOURCES = str(Path(preload.__file__).parents[1])


def test_a_plain_interpreter_is_fit_to_fork_from(proc: int) -> None:
    assert preload.unfit_to_serve(proc) is None


def test_an_interpreter_with_a_second_thread_is_not() -> None:
    def ask() -> object:
        threading.Thread(target=threading.Event().wait, daemon=True).start()
        return preload.unfit_to_serve(os.open('/proc', os.O_PATH))

    assert forked.run(ask) == 'the warmed interpreter has 2 threads'


def test_an_interpreter_with_shared_writable_memory_is_not() -> None:
    def ask() -> object:
        with mmap.mmap(-1, 4096, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS):
            return preload.unfit_to_serve(os.open('/proc', os.O_PATH))

    assert forked.run(ask).startswith('the warmed interpreter has shared writable memory: ')


def test_memory_in_use_is_what_the_limits_count(proc: int) -> None:
    before = preload.memory_in_use(proc)
    with mmap.mmap(-1, 64 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS):
        after = preload.memory_in_use(proc)
    assert after.data_bytes - before.data_bytes >= 64 << 20
    assert after.address_bytes > after.data_bytes > preload.resident_bytes(proc) // 4


def test_the_standard_profile_imports_the_standard_library_and_nothing_else() -> None:
    def load() -> object:
        preload.load('standard', SOURCES)
        return sorted({'csv', 'sqlite3', 'zoneinfo', 'pandas', 'describers'} & sys.modules.keys())

    assert forked.run(load) == ['csv', 'sqlite3', 'zoneinfo']


def test_the_describers_are_reached_while_they_are_loaded_and_never_after(monkeypatch: pytest.MonkeyPatch) -> None:
    def load() -> object:
        sys.path[:] = [entry for entry in sys.path if entry != SOURCES]
        before = list(sys.path)
        preload.load('data', SOURCES)
        return ['describers.text.text' in sys.modules, sys.path == before]

    assert forked.run(load) == [True, True]


def test_what_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(preload.PROFILES, 'standard', ['no_such_module', 'csv'])

    def load() -> object:
        sys.modules.pop('csv', None)
        preload.load('standard', SOURCES)
        return 'csv' in sys.modules

    assert forked.run(load)
