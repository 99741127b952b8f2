"""What can't work here is answered with what to use instead."""

import errno
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import forked
from program import unavailable


def refusal_of(attempt: Callable[[], object]) -> str:
    """The sentence an attempt is refused with, or what it gave."""
    try:
        return str(attempt())
    except OSError as error:
        return f'{type(error).__name__} {error.errno} {error.strerror}'


@pytest.mark.parametrize('number', unavailable.REFUSED)
def test_a_refused_process_is_explained(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, 'as the kernel says it')

    monkeypatch.setattr(subprocess.Popen, '_execute_child', refuse)

    def attempt() -> object:
        unavailable.explain()
        return refusal_of(lambda: subprocess.Popen(['true']))

    assert forked.run(attempt) == f'PermissionError {errno.EPERM} {unavailable.ONE_PROCESS}'


def test_another_error_of_a_process_stays_what_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOMEM, 'no memory')

    monkeypatch.setattr(subprocess.Popen, '_execute_child', fail)

    def attempt() -> object:
        unavailable.explain()
        return refusal_of(lambda: subprocess.Popen(['true']))

    assert forked.run(attempt) == f'OSError {errno.ENOMEM} no memory'


def test_processes_that_can_be_started_are_started() -> None:
    def attempt() -> object:
        unavailable.explain()
        return subprocess.run(['/bin/true'], check=False).returncode

    assert forked.run(attempt) == 0


def test_a_file_is_copied_where_its_mode_may_not_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, 'refused')

    (tmp_path / 'from').write_text('x')
    monkeypatch.setattr(os, 'chmod', refuse)

    def attempt() -> object:
        unavailable.explain()
        shutil.copy(tmp_path / 'from', tmp_path / 'to')
        return (tmp_path / 'to').read_text()

    assert forked.run(attempt) == 'x'


def test_a_copy_that_fails_for_another_reason_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, 'not yours')

    (tmp_path / 'from').write_text('x')
    monkeypatch.setattr(os, 'chmod', refuse)

    def attempt() -> object:
        unavailable.explain()
        return refusal_of(lambda: shutil.copy(tmp_path / 'from', tmp_path / 'to'))

    assert forked.run(attempt) == f'PermissionError {errno.EACCES} not yours'
