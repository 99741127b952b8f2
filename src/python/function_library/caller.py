"""Calls one function of the installed library, as its request says, and writes what became of it."""

import contextlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from function_library import library, plain, raised
from function_library.json_text import json_text
from function_library.library import Library
from function_library.prepared import Prepared
from function_library.problems import Problem

FOLDER = '.python-coder'
MAX_RESULT_BYTES = 16 << 20
TOO_LARGE = 'is larger than the {mebibytes} MiB that a result may have; write it to a file and return its name'

# Held here, where a function that puts others in their place does not reach them.
_open, _write, _close, _replace = os.open, os.write, os.close, os.replace


@dataclass(frozen=True)
class Request:
    """The function, its arguments as JSON, and the names of those whose values are never told."""

    function: str
    arguments: Mapping[str, Any]
    secret: Sequence[str]


def call() -> None:
    """Ends as the function does: what it raises is raised again, with its trimmed traceback on stderr."""
    folder = os.path.join(os.getcwd(), FOLDER)
    request = _read(folder)
    installed = library.current()
    try:
        outcome = _outcome(installed.prepared(request.function), request)
        _tell(folder, _text_of(outcome))
    except BaseException as error:
        failed = error
    else:
        _flush()
        return
    _tell_raised(folder, installed, failed)
    raise failed


def rehearse(installed: Library) -> None:
    """Does once what each call does, so that what is made lazily is there before a process forks."""
    json.loads(b'{}')
    for prepared in installed.ready.values():
        prepared.arguments.check({}, ())
        prepared.results.check(None)
    _text_of({'status': 'returned', 'result': plain.converted({'values': [1.5, (b'',)]}).value})


def _read(folder: str) -> Request:
    with open(os.path.join(folder, 'call.json'), 'rb', buffering=0) as file:
        fields: dict[str, Any] = json.loads(file.read())
    return Request(fields['function'], fields['arguments'], fields.get('secret', []))


def _outcome(prepared: Prepared, request: Request) -> dict[str, Any]:
    given = {name: value for name, value in prepared.declared.defaults.items() if name not in request.arguments}
    values, problems = prepared.arguments.check({**given, **request.arguments}, request.secret)
    if problems:
        return _invalid('arguments-invalid', problems)
    returned = prepared.call(values)
    checked, problems = prepared.results.check(returned)
    converted = None if problems else plain.converted(checked)
    if converted is None or converted.problems:
        return _invalid('result-invalid', converted.problems if converted else problems)
    outcome = {'status': 'returned', 'result': converted.value}
    return {**outcome, 'bigIntegers': converted.big_integers} if converted.big_integers else outcome


def _invalid(status: str, problems: Sequence[Problem]) -> dict[str, Any]:
    return {'status': status, 'problems': [problem.as_json() for problem in problems]}


def _text_of(outcome: dict[str, Any]) -> bytes:
    text = json_text(outcome)
    if len(text) <= MAX_RESULT_BYTES:
        return text
    message = TOO_LARGE.format(mebibytes=MAX_RESULT_BYTES >> 20)
    return json_text(_invalid('result-invalid', [Problem('', message, None)]))


def _tell(folder: str, text: bytes) -> None:
    """Half a result is never found under its name."""
    part = os.path.join(folder, 'result.json.part')
    descriptor = _open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    rest = memoryview(text)
    while rest:
        rest = rest[_write(descriptor, rest) :]
    _close(descriptor)
    _replace(part, os.path.join(folder, 'result.json'))


def _tell_raised(folder: str, installed: Library, error: BaseException) -> None:
    told = raised.told(error, installed.manifest)
    with contextlib.suppress(OSError, MemoryError):  # no place or no memory is what the exception itself tells
        _tell(folder, json_text({'status': 'raised', **told}))
    shown: str = told['traceback']
    sys.excepthook = lambda *_: _show(shown)
    _flush()


def _show(text: str) -> None:
    sys.stderr.write(text)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):  # the function may have closed it
            stream.flush()
