"""Where the time of a call went, when that is asked for."""

import signal
from pathlib import Path
from typing import Any

import pytest

from declared import Declared

SOURCE = """
import asyncio, random, time

def until(end):
    while time.process_time() < end:
        pass

def hot(): until(time.process_time() + 0.2)

def calls():
    end, values = time.process_time() + 0.2, list(range(1000))
    while time.process_time() < end:
        random.shuffle(values)

async def later():
    await asyncio.sleep(0)
    until(time.process_time() + 0.2)

def short(number: int = 1): return number

def unfit(): return object()

def fails():
    until(time.process_time() + 0.1)
    raise ValueError("no")
"""
NAMES = ('hot', 'calls', 'later', 'short', 'unfit', 'fails')


def profiled(folder: Path, name: str, **arguments: Any) -> Any:
    return Declared(folder, SOURCE, {each: {} for each in NAMES}).call(name, arguments, profile=True)


@pytest.mark.parametrize('name', ['hot', 'later'])
def test_a_line_that_takes_long_is_found_by_the_name_its_owner_knows(tmp_path: Path, name: str) -> None:
    answer = profiled(tmp_path, name)
    assert (answer['status'], answer['result']) == ('returned', None)
    for line in answer['profile']['lines']:
        assert set(line) == {'file', 'line', 'source', 'milliseconds', 'hits'}
        assert line['file'] == 'mine/tools.py'
        assert line['milliseconds'] == line['hits'] > 0
    hottest = answer['profile']['lines'][0]
    assert hottest['source'] == SOURCE.splitlines()[hottest['line'] - 1].strip()
    assert hottest['line'] in (5, 6)


def test_what_others_do_for_a_line_is_counted_as_its_own(tmp_path: Path) -> None:
    lines = profiled(tmp_path, 'calls')['profile']['lines']
    assert lines[0]['source'] == 'random.shuffle(values)'
    assert {line['file'] for line in lines} == {'mine/tools.py'}


def test_a_function_that_is_too_short_gives_no_lines(tmp_path: Path) -> None:
    answer = profiled(tmp_path, 'short')
    assert answer['profile']['lines'] == []
    assert list(answer['profile']['inside']) == ['argumentsMs', 'functionMs', 'resultMs']
    assert all(milliseconds >= 0 for milliseconds in answer['profile']['inside'].values())


def test_the_time_of_the_function_is_no_less_than_that_of_its_work(tmp_path: Path) -> None:
    assert profiled(tmp_path, 'hot')['profile']['inside']['functionMs'] >= 200


def test_without_being_asked_for_it_is_not_told(tmp_path: Path) -> None:
    library = Declared(tmp_path, SOURCE, {'short': {}})
    assert library.call('short', {}) == {'status': 'returned', 'result': 1}
    assert library.call('short', {}, profile=False) == {'status': 'returned', 'result': 1}


@pytest.mark.parametrize(
    ('name', 'arguments'),
    [('fails', {}), ('unfit', {}), ('short', {'number': 'x'})],
    ids=['raises', 'result', 'argument'],
)
def test_what_fails_is_told_as_ever(tmp_path: Path, name: str, arguments: dict[str, Any]) -> None:
    library = Declared(tmp_path, SOURCE, {each: {} for each in NAMES})
    plain = library.call(name, arguments)
    assert plain['status'] in ('raised', 'result-invalid', 'arguments-invalid')
    assert library.call(name, arguments, profile=True) == plain


@pytest.mark.parametrize('name', ['hot', 'fails'])
def test_no_look_is_left_to_come_after_a_call(tmp_path: Path, name: str) -> None:
    library = Declared(tmp_path, SOURCE, {each: {} for each in NAMES})

    def call() -> Any:
        from function_library import caller

        library.ask(name, {}, profile=True)
        try:
            caller.call()
        except ValueError:
            assert name == 'fails'
        return [signal.getitimer(signal.ITIMER_PROF), signal.getsignal(signal.SIGPROF) == signal.SIG_IGN]

    assert library.run(call) == [[0.0, 0.0], True]
