"""Functions that raise, and how the program ends that calls one."""

import hashlib
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

import forked
from declared import Declared
from isolation import frames
from isolation.limits import RunLimits
from program import execute
from program.request import Program


def test_an_exception_is_told_with_the_frames_of_the_library_alone(tmp_path: Path) -> None:
    source = {
        '0/tools.py': 'import json\nfrom helpers import check\n\ndef f(text: str):\n    try:\n        check(text)\n    except ValueError as error:\n        raise KeyError("no") from error\n',
        '0/helpers.py': 'import json\n\ndef check(text):\n    json.loads(text)\n',
    }
    answer = Declared(tmp_path, source, {'f': {}}).call('f', {'text': '{'})
    assert (answer['status'], answer['type']) == ('raised', 'KeyError')
    assert answer['types'] == ['KeyError', 'LookupError', 'Exception']
    assert answer['message'] == "'no'"
    assert answer['stderr'] == 'KeyError', 'it is raised again, and its traceback is told in no other way'
    assert [line.strip() for line in answer['traceback'].splitlines() if 'File' in line] == [
        'File "mine/tools.py", line 6, in f',
        'File "mine/helpers.py", line 4, in check',
        'File "mine/tools.py", line 8, in f',
    ]
    assert 'json.loads(text)' in answer['traceback']
    assert 'direct cause' in answer['traceback']


RAISED = {
    'leaves': ('import sys\ndef f(): sys.exit(3)', 'SystemExit', '3'),
    'is interrupted': ('def f(): raise KeyboardInterrupt', 'KeyboardInterrupt', ''),
    'is cancelled': ('import asyncio\nasync def f(): raise asyncio.CancelledError', 'CancelledError', ''),
    'recurses': ('def f(): return f()', 'RecursionError', 'maximum recursion'),
    'has no text': ('class E(Exception):\n    def __str__(self): raise KeyboardInterrupt\ndef f(): raise E', 'E', 'the exception could not'),
    'has no memory': ('def f(): raise MemoryError', 'MemoryError', ''),
    'converts without memory': ('class M(dict):\n    def items(self): raise MemoryError\ndef f(): return M(a=1)', 'MemoryError', ''),
    'is no Python': ('def f():\n    import broken', 'SyntaxError', "'(' was never closed"),
    'imports nothing': ('def f():\n    import nowhere_at_all', 'ModuleNotFoundError', "No module named 'nowhere"),
    'sets a hook': ('import sys\ndef f():\n    sys.excepthook = None\n    raise ValueError("x")', 'ValueError', 'x'),
    'is said at length': ('def f(): raise ValueError("x" * 100_000)', 'ValueError', 'xxx'),
}  # fmt: skip


@pytest.mark.parametrize('case', RAISED)
def test_whatever_a_function_raises_is_told_and_raised_again(tmp_path: Path, case: str) -> None:
    source, kind, message = RAISED[case]
    answer = Declared(tmp_path, {'0/tools.py': source, '0/broken.py': 'x = (\n'}, {'f': {}}).call('f', {})
    assert (answer['status'], answer['type']) == ('raised', kind)
    assert answer['stderr'] == kind, 'it is raised again, without a word of its own'
    assert answer['message'].startswith(message)
    assert len(json.dumps(answer)) < 60_000
    assert str(tmp_path) not in answer['traceback']


def test_a_syntax_error_of_a_local_module_is_shown_by_its_name(tmp_path: Path) -> None:
    files = {'0/tools.py': 'def f():\n    import broken', '0/broken.py': 'x = (\n'}
    assert 'File "mine/broken.py", line 1' in Declared(tmp_path, files, {'f': {}}).call('f', {})['traceback']


@pytest.mark.skipif(sys.version_info < (3, 11), reason='groups of exceptions came with 3.11')
def test_the_exceptions_of_a_group_are_shown(tmp_path: Path) -> None:
    source = 'def g(): raise ValueError("one")\ndef f():\n    try: g()\n    except ValueError as error:\n        raise ExceptionGroup("all", [error])'
    answer = Declared(tmp_path, source, {'f': {}}).call('f', {})
    assert 'ValueError: one' in answer['traceback']
    assert str(tmp_path) not in answer['traceback']


LIMITS = RunLimits(5, 256, 1, 10)
CALL = 'from function_library import caller\ncaller.call()\n'
ENDS = {
    'returns': ('print("said"); return 1', 0, None, 'said\n'),
    'raises': ('raise ValueError("no")', 1, 'ValueError', ''),
    'prints and raises': ('print("said", file=sys.stderr); raise ValueError("no")', 1, 'ValueError', 'said\n'),
    'has no memory': ('raise MemoryError', 1, 'MemoryError', ''),
    'has no disk': ('raise OSError(28, "full")', 1, 'OSError', ''),
    'leaves': ('raise SystemExit(3)', 3, None, ''),
    'leaves a thread': ('threading.Thread(target=time.sleep, args=(600,)).start()', 0, None, ''),
    'closes its output': ('print("said"); sys.stdout.close(); os.close(1); return 1', 0, None, 'said\n'),
    'closes its errors': ('sys.stderr.close(); os.close(2); return 1', 0, None, ''),
    'closes both': ('sys.stdout.close(); sys.stderr.close(); os.closerange(1, 3); return 1', 0, None, ''),
    'closes all three': ('sys.stdout.close(); sys.stderr.close(); os.closerange(0, 3); return 1', 0, None, ''),
    'has no output': ('sys.stdout = sys.stderr = None; return 1', 0, None, ''),
}  # fmt: skip


@pytest.mark.parametrize('case', ENDS)
def test_a_program_that_calls_ends_as_its_function_does(tmp_path: Path, case: str) -> None:
    body, exit_code, exception, output = ENDS[case]
    library = Declared(tmp_path, f'import os, sys, threading, time\ndef f():\n    {body}\n', {'f': {}})
    library.ask('f', {})
    printed = tmp_path / 'printed'
    told, telling = os.pipe()

    def go() -> None:
        signal.alarm(60)  # of one that would be kept by what its function left
        library.enter()
        printing = os.open(printed, os.O_WRONLY | os.O_CREAT)
        os.dup2(printing, 1)
        os.dup2(printing, 2)
        library.install()
        execute.prepare()
        execute.run(Program(CALL, hashlib.sha256(CALL.encode()).hexdigest(), LIMITS, None, (), None), telling)

    child = forked.start(go)
    os.close(telling)
    os.waitpid(child, 0)
    with os.fdopen(told, 'rb') as pipe:
        word: Any = frames.read(pipe.fileno())
    assert word['exitCode'] == exit_code
    assert (word['exception'] or {}).get('type') == exception
    assert printed.read_text() == output
    assert library.answered.exists()
