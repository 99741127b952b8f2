"""What is said about the exception that ended a program."""

import errno
import sys

import pytest

from program import failure

SCRIPT = 'script.py'


def told(code: str) -> dict[str, object]:
    """The description of the exception that a program ends with."""
    try:
        exec(compile(code, SCRIPT, 'exec'), {'__name__': '__main__'})
    except BaseException as error:
        exit_code, said = failure.tell(error, SCRIPT)
        assert exit_code == 1
        return said
    raise AssertionError('the program did not fail')


def test_the_line_is_the_innermost_one_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    said = told('import json\n\ndef parse():\n    json.loads("{")\n\nparse()\n')
    assert (said['type'], said['line'], said['errno']) == ('JSONDecodeError', 4, None)
    shown = capsys.readouterr().err
    assert shown.startswith('Traceback (most recent call last):\n  File "script.py", line 6, in <module>\n')


def test_a_syntax_error_is_told_by_its_own_line() -> None:
    assert told('x = 1\ny = = 2\n')['line'] == 2


def test_the_kernels_number_is_told_where_there_is_one() -> None:
    assert told('open("/nowhere/at/all")')['errno'] == errno.ENOENT
    assert told('raise OSError("no number")')['errno'] is None


def test_a_kind_of_memory_error_counts_as_one() -> None:
    assert told('class Own(MemoryError): pass\nraise Own()')['type'] == 'MemoryError'


def test_what_is_said_has_a_length() -> None:
    said = told('class X(Exception): pass\nX.__name__ = "N" * 500\nraise X("m" * 5000)')
    assert (len(str(said['type'])), len(str(said['message']))) == (failure.MAX_TYPE, failure.MAX_MESSAGE)


def test_an_exception_that_can_not_be_printed_is_told_nevertheless(capsys: pytest.CaptureFixture[str]) -> None:
    said = told('class X(Exception):\n    def __str__(self): raise RuntimeError\nraise X()')
    assert (said['type'], said['message']) == ('X', 'the exception could not be printed')
    assert 'X' in capsys.readouterr().err


def test_the_hook_of_a_program_shows_the_exception(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(sys, 'excepthook', lambda *arguments: shown.extend(arguments[:2]))
    told('raise ValueError("x")')
    assert [shown[0], str(shown[1]), capsys.readouterr().err] == [ValueError, 'x', '']


def test_a_hook_that_fails_is_shown_with_what_it_was_called_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def hook(*_: object) -> None:
        raise KeyError('in the hook')

    monkeypatch.setattr(sys, 'excepthook', hook)
    told('raise ValueError("first")')
    shown = capsys.readouterr().err
    assert shown.index('Error in sys.excepthook:') < shown.index("KeyError: 'in the hook'")
    assert shown.index('Original exception was:') < shown.rindex('ValueError: first')


@pytest.mark.parametrize(
    ('value', 'code'), [(None, 0), (0, 0), (3, 3), (256, 0), (-1, 255), (1 << 70, 255), (True, 1), ('words', 1)]
)
def test_an_exit_code_is_what_python_makes_of_it(value: object, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert failure.exit_code_of(value) == code
    assert capsys.readouterr().err == ('words\n' if value == 'words' else '')


def test_a_hook_may_choose_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, 'excepthook', lambda *_: sys.exit(5))
    assert failure.tell(ValueError(), SCRIPT)[0] == 5
