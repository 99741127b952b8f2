"""Executing a program as a script would run, and leaving."""

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

import forked
from isolation import frames
from isolation.limits import RunLimits
from program import execute
from program.request import Program

LIMITS = RunLimits(5, 256, 1, 10)


class Ended:
    """What is left of a program that ran in a process of its own."""

    def __init__(self, code: str, folder: Path, sha256: str | None = None) -> None:
        told, telling = os.pipe()
        printed, printing = os.pipe()
        digest = sha256 or hashlib.sha256(code.encode()).hexdigest()

        def go() -> None:
            os.chdir(folder)
            os.dup2(printing, 1)
            os.dup2(printing, 2)
            os.close(printing)
            execute.set_environment(str(folder))
            execute.prepare()
            execute.run(Program(code, digest, LIMITS, None, (), None), telling)

        child = forked.start(go)
        os.close(telling)
        os.close(printing)
        with open(printed, encoding='utf-8') as file:
            self.output = file.read()
        try:
            self.word: Any = frames.read(told)
        except EOFError:
            self.word = None
        self.exit_code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_program_is_the_main_module_of_a_script(tmp_path: Path) -> None:
    ended = Ended('import sys\nprint(__name__, __file__, sys.argv, sys.modules["__main__"].__name__)', tmp_path)
    assert ended.output == f"__main__ {tmp_path}/script.py ['script.py'] __main__\n"
    assert (ended.exit_code, ended.word['exception'], ended.word['exitCode']) == (0, None, 0)


def test_the_word_on_the_end_has_the_fields_that_its_supervisor_reads(tmp_path: Path) -> None:
    assert list(Ended('pass', tmp_path).word) == ['type', 'exception', 'exitCode', 'cpuSeconds', 'peakBytes']


def test_an_exception_ends_it_with_one_and_is_told(tmp_path: Path) -> None:
    ended = Ended('def f():\n    return 1 / 0\nf()', tmp_path)
    assert ended.exit_code == ended.word['exitCode'] == 1
    assert ended.word['exception'] == {
        'type': 'ZeroDivisionError', 'message': 'division by zero', 'line': 2, 'errno': None, 'threads': 1
    }  # fmt: skip
    assert ended.output.startswith('Traceback (most recent call last):\n  File "script.py", line 3, in <module>')


def test_leaving_is_no_exception(tmp_path: Path) -> None:
    ended = Ended('import sys\nsys.exit(3)', tmp_path)
    assert (ended.exit_code, ended.word['exception']) == (3, None)


def test_code_that_is_not_what_was_sent_never_runs(tmp_path: Path) -> None:
    ended = Ended('print("ran")', tmp_path, sha256='0' * 64)
    assert (ended.output, ended.word, ended.exit_code) == ('', None, 70)


def test_its_environment_is_a_fixed_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('SECRET', 'x')
    ended = Ended('import os\nprint(os.environ.get("SECRET"), os.environ["HOME"], sorted(os.environ)[0])', tmp_path)
    assert ended.output == f'None {tmp_path} ARROW_DEFAULT_MEMORY_POOL\n'


def test_what_was_asked_for_at_the_end_is_done(tmp_path: Path) -> None:
    code = (
        'import atexit, threading, time\n'
        'atexit.register(print, "at exit")\n'
        'class Told:\n    def __del__(self): print("gone")\n'
        'told = Told()\n'
        'file = open("kept.txt", "w")\nfile.write("kept")\n'
        'threading.Thread(target=lambda: (time.sleep(0.05), print("thread"))).start()'
    )
    assert Ended(code, tmp_path).output == 'thread\nat exit\ngone\n'
    assert (tmp_path / 'kept.txt').read_text() == 'kept'


def test_output_that_can_not_be_written_is_a_failure(tmp_path: Path) -> None:
    assert Ended('import os\nos.close(1)\nprint("lost")', tmp_path).exit_code == 1
    assert Ended('import os, sys\nsys.stdout.write("lost")\nos.close(1)', tmp_path).exit_code == 120


def test_a_program_sees_no_frame_of_a_host(tmp_path: Path) -> None:
    code = (
        'import sys\nframe, names = sys._getframe(), []\n'
        'while frame: names.append(frame.f_code.co_name); frame = frame.f_back\nprint(names[:3])'
    )
    assert Ended(code, tmp_path).output == "['<module>', '_execute', 'run']\n"


def test_text_is_utf_8_whatever_the_host_speaks(tmp_path: Path) -> None:
    assert Ended('print("ä\\u20ac\\udc80")', tmp_path).output == 'ä€\\udc80\n'
