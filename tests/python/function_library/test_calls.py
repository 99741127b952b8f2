"""Calls by name: how arguments are passed, what is told of exceptions, and what a function's tricks change."""

import json
import math
import os
from pathlib import Path
from typing import Any

import pytest

from declared import Declared

SIGNATURES = """
import asyncio, functools
from pydantic import Field

def add(a: int, b: int = 2) -> int:
    return a + b

def places(a, b=2, /, c=3, *, d=4):
    return [a, b, c, d]

def rest(a: int = 1, *numbers: int, scale: int = 1):
    return [a, numbers, scale]

def others(a: int, **labels: float):
    return [a, labels]

def anything(*args, **kwargs):
    return [args, kwargs]

def fields(a: int = Field(ge=1, description='how many'), b: list[int] = Field(default_factory=list), c: str = Field('x')):
    return [a, b, c]

def self(self, cls, json, copy, model_config, _private=1):
    return [self, cls, json, copy, model_config, _private]

async def later(a: int) -> int:
    await asyncio.sleep(0)
    return a + 1

def waiting(a: int):
    return later(a)

def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper

@logged
def wrapped(a: int, b: 'int' = 2):
    return a - b

@functools.lru_cache
def cached(a: int):
    return a

part = functools.partial(add, b=10)

class Callable:
    def __call__(self, a: int):
        return a * 2

thing = Callable()

class Tools:
    @staticmethod
    def static(a: int):
        return -a

    @classmethod
    def of_class(cls, a: int):
        return cls.__name__ * a

static = Tools.static
"""

CALLED: list[tuple[str, dict[str, Any], Any]] = [
    ('add', {'a': 1}, 3),
    ('add', {'a': 1, 'b': '5'}, 6),
    ('places', {'a': 1}, [1, 2, 3, 4]),
    ('places', {'a': 1, 'd': 9, 'c': 8}, [1, 2, 8, 9]),
    ('places', {'b': 5, 'a': 1}, [1, 5, 3, 4]),
    ('rest', {}, [1, [], 1]),
    ('rest', {'numbers': [1, '2'], 'scale': 3}, [1, [1, 2], 3]),
    ('others', {'a': 1, 'x': 2, 'y': '0.5'}, [1, {'x': 2.0, 'y': 0.5}]),
    ('anything', {'args': [1], 'x': 'y'}, [[1], {'x': 'y'}]),
    ('fields', {'a': 2}, [2, [], 'x']),
    ('self', {'self': 1, 'cls': 2, 'json': 3, 'copy': 4, 'model_config': 5}, [1, 2, 3, 4, 5, 1]),
    ('later', {'a': 1}, 2),
    ('waiting', {'a': 1}, 2),
    ('wrapped', {'a': 5}, 3),
    ('cached', {'a': 5}, 5),
    ('part', {'a': 1}, 11),
    ('thing', {'a': 2}, 4),
    ('static', {'a': 2}, -2),
    ('method', {'a': 2}, 'ToolsTools'),
    ('constant', {'a': 1}, 41),
    ('constant', {'a': 1, 'b': 1}, 2),
]  # fmt: skip

NAMES: dict[str, dict[str, Any]] = {name: {} for name, _, _ in CALLED if name not in ('method', 'constant')}
DECLARED: dict[str, dict[str, Any]] = {**NAMES, 'method=tools:Tools.of_class': {}, 'constant=tools:add': {'b': '40'}}


@pytest.fixture(scope='module')
def called(tmp_path_factory: pytest.TempPathFactory) -> Any:
    library = Declared(tmp_path_factory.mktemp('called'), SIGNATURES, DECLARED)
    return library.calls([(name, arguments) for name, arguments, _ in CALLED])


@pytest.mark.parametrize('row', range(len(CALLED)), ids=[f'{name} {arguments}'[:60] for name, arguments, _ in CALLED])
def test_arguments_are_passed_by_name(called: Any, row: int) -> None:
    assert called[row] == {'status': 'returned', 'result': CALLED[row][2]}


def test_without_preload_a_call_imports_what_it_needs(tmp_path: Path) -> None:
    assert Declared(tmp_path, SIGNATURES, DECLARED).call('later', {'a': 1}, preload=False)['result'] == 2


INVALID: list[tuple[str, dict[str, Any], list[tuple[str, str | None]]]] = [
    ('add', {}, [('a', 'is required')]),
    ('add', {'a': 1, 'B': 2}, [('B', 'is no parameter. Did you mean b?')]),
    ('add', {'a': 1, 'zzz': 2}, [('zzz', 'is no parameter. It knows a, b.')]),
    ('add', {'a': 'x', 'q': 1}, [('a', None), ('q', None)]),
    ('others', {'a': 1, 'x': 'y'}, [('x', None)]),
    ('rest', {'numbers': ['x']}, [('numbers[0]', None)]),
    ('fields', {'a': 0}, [('a', 'should be greater than or equal to 1, not 0')]),
    ('add', {'a': 'x\u202e\n' * 200}, [('a', 'should be a valid integer, unable to parse string as an integer, not "x\\nx\\nx\\nx\\nx\\n')]),
]  # fmt: skip


@pytest.fixture(scope='module')
def refused(tmp_path_factory: pytest.TempPathFactory) -> Any:
    library = Declared(tmp_path_factory.mktemp('refused'), SIGNATURES, DECLARED)
    return library.calls([(name, arguments) for name, arguments, _ in INVALID])


@pytest.mark.parametrize('row', range(len(INVALID)), ids=[f'{name} {given}'[:40] for name, given, _ in INVALID])
def test_arguments_that_do_not_fit_are_told(refused: Any, row: int) -> None:
    answer, (_, _, problems) = refused[row], INVALID[row]
    assert answer['status'] == 'arguments-invalid'
    assert [problem['path'] for problem in answer['problems']] == [path for path, _ in problems]
    for problem, (_, message) in zip(answer['problems'], problems, strict=True):
        assert problem['message'].startswith(message or '')
        assert len(problem['message']) < 250
        assert '\u202e' not in problem['message']


def test_a_secret_is_never_told(tmp_path: Path) -> None:
    source = (
        'from pydantic import BaseModel, field_validator\n'
        'class Login(BaseModel):\n    token: int\n'
        '    @field_validator("token", mode="before")\n    @classmethod\n'
        '    def check(cls, value): raise ValueError(f"bad {value}")\n'
        'def f(api_key: int, login: Login, other: int): pass'
    )
    given = {'api_key': 'hunter2', 'login': {'token': 'hunter2'}, 'other': 'shown'}
    library = Declared(tmp_path, source, {'f': {}})
    answer = library.call('f', given, secret=['api_key', 'login'])
    assert 'hunter2' not in json.dumps(answer)
    assert [problem['path'] for problem in answer['problems']] == ['api_key', 'login', 'other']
    assert 'hunter2' in json.dumps(library.call('f', given)), 'this test could not fail'


@pytest.mark.parametrize('wrong', ['api_kay', 'zzz'])
def test_a_secret_is_no_name_that_is_proposed(tmp_path: Path, wrong: str) -> None:
    library = Declared(tmp_path, 'def f(api_key: str, mode: str = "a"): pass', {'f': {}})
    answer = library.call('f', {'api_key': 'hunter2', wrong: 1}, secret=['api_key'])
    assert answer['problems'][0]['message'] == 'is no parameter. It knows mode.'
    told = library.call('f', {'api_key': 'hunter2', wrong: 1})['problems'][0]['message']
    assert 'api_key' in told, 'this test could not fail'


TRICKS = {
    'closes its output': 'import os, sys\ndef f():\n    print("x"); sys.stdout.close(); os.close(1); return 1',
    'has no output': 'import sys\ndef f():\n    sys.stdout = sys.stderr = None; return 1',
    'goes elsewhere': 'import os\ndef f():\n    os.mkdir("sub"); os.chdir("sub"); return 1',
    'removes where it is': 'import os\ndef f():\n    os.mkdir("sub"); os.chdir("sub"); os.rmdir("../sub"); return 1',
    'redefines json': 'import json\ndef f():\n    json.dumps = json.dump = json.JSONEncoder.encode = json.JSONEncoder.iterencode = lambda *_: "{}"; return 1',
    'redefines os': 'import os\ndef f():\n    os.open = os.replace = os.write = os.close = None; return 1',
    'redefines open': 'import builtins\ndef f():\n    builtins.open = builtins.print = None; return 1',
    'closes everything': 'import os\ndef f():\n    os.closerange(3, 256); return 1',
    'closes its errors': 'import os, sys\ndef f():\n    sys.stderr.close(); os.close(2); return 1',
    'leaves a task': 'import asyncio\nasync def f():\n    asyncio.create_task(asyncio.sleep(60)); return 1',
    'leaves a loop': 'import asyncio\ndef f():\n    asyncio.set_event_loop(asyncio.new_event_loop()); return 1',
    'writes a result itself': 'def f():\n    open(".python-coder/result.json", "w").write("no"); open(".python-coder/result.json.part", "w"); return 1',
    'forgets modules': 'import sys\ndef f():\n    for name in [n for n in sys.modules if "function_library" in n or n in ("json", "pydantic")]: del sys.modules[name]\n    return 1',
    'changes what it was given': 'def f(values: list = []):\n    values.append(1); return len(values)',
    'limits recursion': 'import sys\ndef f():\n    sys.setrecursionlimit(120); return 1',
}  # fmt: skip


@pytest.mark.parametrize('trick', TRICKS)
def test_what_a_function_does_to_its_process_leaves_its_result(tmp_path: Path, trick: str) -> None:
    answer = Declared(tmp_path, TRICKS[trick], {'f': {}}).call('f', {})
    assert answer == {'status': 'returned', 'result': 1}


def test_threads_that_are_left_are_told_with_the_result(tmp_path: Path) -> None:
    source = 'import threading, time\ndef f(many: int):\n    for _ in range(many): threading.Thread(target=time.sleep, args=(60,)).start()'
    library = Declared(tmp_path, source, {'f': {}})
    assert library.call('f', {'many': 2}) == {'status': 'returned', 'result': None, 'threads': 2}
    assert library.call('f', {'many': 0}) == {'status': 'returned', 'result': None}


def test_half_a_result_is_never_found(tmp_path: Path) -> None:
    library = Declared(tmp_path, 'def f(): return 1', {'f': {}})

    def full_disk() -> Any:
        from function_library import caller

        def write(*_: object) -> int:
            raise OSError(28, 'No space left on device')

        caller._write = write
        library.ask('f', {})
        with pytest.raises(OSError, match='No space left'):
            caller.call()
        return os.path.exists('.python-coder/result.json')

    assert library.run(full_disk) is False


def test_a_table_of_many_rows_is_a_result(tmp_path: Path) -> None:
    source = 'import pandas as pd\ndef f(): return pd.DataFrame({"n": range(200_000), "x": [0.5, None] * 100_000})'
    result = Declared(tmp_path, source, {'f': {}}).call('f', {})['result']
    assert (len(result), result[-1]) == (200_000, {'n': 199_999, 'x': None})
    assert math.isclose(result[0]['x'], 0.5)
