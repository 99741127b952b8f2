"""What a zygote has in memory before it serves."""

import mmap
import sys
from pathlib import Path

import pytest

import forked
import fresh
from pool import preload

ASK = """
import mmap, os, threading
from pool import preload
{before}
answer = preload.unfit_to_serve(os.open('/proc', os.O_PATH))
"""


def test_a_plain_interpreter_is_fit_to_fork_from() -> None:
    assert fresh.run(ASK.format(before='')) is None


def test_an_interpreter_with_a_second_thread_is_not() -> None:
    thread = 'threading.Thread(target=threading.Event().wait, daemon=True).start()'
    assert fresh.run(ASK.format(before=thread)) == 'the warmed interpreter has 2 threads'


def test_an_interpreter_with_shared_writable_memory_is_not() -> None:
    shared = 'shared = mmap.mmap(-1, 4096, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS)'
    said = fresh.run(ASK.format(before=shared))
    assert said.startswith('the warmed interpreter has shared writable memory: ')


def test_memory_in_use_is_what_the_limits_count(proc: int) -> None:
    before = preload.memory_in_use(proc)
    with mmap.mmap(-1, 64 << 20, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS):
        after = preload.memory_in_use(proc)
    assert after.data_bytes - before.data_bytes >= 64 << 20
    assert after.address_bytes - before.address_bytes >= 64 << 20
    assert after.address_bytes > after.data_bytes


def test_the_standard_profile_imports_the_standard_library_and_nothing_else() -> None:
    code = """
from pool import preload
preload.load('standard', SOURCES)
answer = sorted({'csv', 'sqlite3', 'zoneinfo', 'pandas', 'describers'} & sys.modules.keys())
"""
    assert fresh.run(code) == ['csv', 'sqlite3', 'zoneinfo']


def test_the_describers_are_reached_while_they_are_loaded_and_never_after() -> None:
    code = """
from pool import preload
sys.path.remove(SOURCES)
before = list(sys.path)
preload.load('data', SOURCES)
answer = ['describers.text.text' in sys.modules, sys.path == before]
"""
    assert fresh.run(code) == [True, True]


def test_the_profile_of_templates_has_jinja_and_our_renderer_ready_and_little_else() -> None:
    code = """
from pool import preload
preload.load('templates', SOURCES)
preload.exercise('templates')
answer = sorted({'jinja2.sandbox', 'rendering.main', 'pandas', 'sqlite3', 'describers'} & sys.modules.keys())
"""
    assert fresh.run(code) == ['jinja2.sandbox', 'rendering.main']


def test_what_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(preload.PROFILES, 'standard', ['no_such_module', 'csv'])

    def load() -> object:
        sys.modules.pop('csv', None)
        preload.load('standard', fresh.SOURCES)
        return 'csv' in sys.modules

    assert forked.run(load)


@pytest.mark.parametrize('name', preload.DESCRIBERS)
def test_a_describer_that_is_to_be_loaded_is_there(name: str) -> None:
    assert Path(fresh.SOURCES, 'describers', *name.split('.')).with_suffix('.py').is_file()
