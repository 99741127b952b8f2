"""Functions that raise, and how the program ends that calls one."""

import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

import function_library
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
    assert answer['stderr'] == answer['traceback'] + 'KeyError', 'it is raised again, and shown in no other way'
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
    assert answer['stderr'].endswith(f'\n{kind}'), 'it is raised again'
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


CALL = 'from function_library import caller\ncaller.call()\n'
ENDS = {
    'returns': ('print("said"); return 1', 0, None, 'said\n'),
    'raises': ('raise ValueError("no")', 1, 'ValueError', 'Traceback (most recent call last):\n  File "mine/tools.py", line 2, in f\n'),
    'has no memory': ('raise MemoryError', 1, 'MemoryError', 'Traceback'),
    'has no disk': ('raise OSError(28, "full")', 1, 'OSError', 'Traceback'),
    'leaves': ('raise SystemExit(3)', 3, None, ''),
}  # fmt: skip


@pytest.mark.parametrize('case', ENDS)
def test_a_program_that_calls_ends_as_its_function_does(tmp_path: Path, case: str) -> None:
    body, exit_code, exception, output = ENDS[case]
    library = Declared(tmp_path, f'def f():\n    {body}\n', {'f': {}})
    (library.work / '.python-coder/call.json').write_text('{"function": "f", "arguments": {}}')
    told, telling = os.pipe()
    child = os.fork()
    if child == 0:
        os.chdir(library.work)
        printed = os.open('.python-coder/printed', os.O_WRONLY | os.O_CREAT)
        os.dup2(printed, 1)
        os.dup2(printed, 2)
        function_library.install(str(tmp_path / 'library'), True)
        execute.prepare()
        execute.run(Program(CALL, hashlib.sha256(CALL.encode()).hexdigest(), RunLimits(5, 256, 1, 10), None), telling)
    os.close(telling)
    word: Any = frames.read(told)
    os.close(told)
    os.waitpid(child, 0)
    assert word['exitCode'] == exit_code
    assert (word['exception'] or {}).get('type') == exception
    printed_text = (library.work / '.python-coder/printed').read_text()
    assert printed_text.startswith(output)
    assert printed_text.count('Traceback') == (exception is not None)
    assert (library.work / '.python-coder/result.json').exists()
