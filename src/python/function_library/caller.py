"""Calls one function of the installed library, as its request says, and writes what became of it."""

import contextlib
import io
import json
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from function_library import library, plain, profiler, raised
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
    profile: bool


def call() -> None:
    """Ends as the function does: what it raises is raised again, without a word on stderr, for its traceback is told."""
    folder = os.path.join(os.getcwd(), FOLDER)
    request = _read(folder)
    installed = library.current()
    try:
        outcome = _measured(installed, request) if request.profile else _outcome(installed, request)
        left = _let_threads_end()
        _tell(folder, _text_of({**outcome, 'threads': left} if left else outcome))
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
    return Request(fields['function'], fields['arguments'], fields.get('secret', []), fields.get('profile', False))


def _outcome(installed: Library, request: Request) -> dict[str, Any]:
    prepared = installed.prepared(request.function)
    values, problems = _arguments(prepared, request)
    return _invalid('arguments-invalid', problems) if problems else _result(prepared, prepared.call(values))


def _measured(installed: Library, request: Request) -> dict[str, Any]:
    """The same, with where the time of a call went that gives a result."""
    prepared = installed.prepared(request.function)
    watch = profiler.Watch()
    values, problems = _arguments(prepared, request)
    watch.lap('argumentsMs')
    if problems:
        return _invalid('arguments-invalid', problems)
    with profiler.Sampler(installed.manifest) as sampler:
        returned = prepared.call(values)
    watch.lap('functionMs')
    outcome = _result(prepared, returned)
    watch.lap('resultMs')
    if outcome['status'] != 'returned':
        return outcome
    return {**outcome, 'profile': {'inside': watch.laps, 'lines': sampler.lines()}}


def _arguments(prepared: Prepared, request: Request) -> tuple[dict[str, Any], Sequence[Problem]]:
    given = {name: value for name, value in prepared.declared.defaults.items() if name not in request.arguments}
    return prepared.arguments.check({**given, **request.arguments}, request.secret)


def _result(prepared: Prepared, returned: object) -> dict[str, Any]:
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
    sys.excepthook = lambda *_: None
    _flush()


def _let_threads_end() -> int:
    """How many threads a function left at work, which end with this process instead of keeping it."""
    python: Any = threading
    left = [thread for thread in threading.enumerate() if thread is not threading.main_thread()]
    python._shutdown = lambda: None
    return len(left)


def _flush() -> None:
    """Opens again what the function closed, so that it is no failure to end without it."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(BaseException):
            stream.flush()
    for descriptor, name in ((1, 'stdout'), (2, 'stderr')):
        if _is_closed(descriptor) or getattr(getattr(sys, name), 'closed', True):
            nowhere = _open(os.devnull, os.O_WRONLY | os.O_CLOEXEC)
            os.dup2(nowhere, descriptor)
            setattr(sys, name, io.TextIOWrapper(io.FileIO(descriptor, 'w', closefd=False), encoding='utf-8'))


def _is_closed(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return True
    return False
