"""Runs a program inside Pyodide the way a script runs, and tells in JSON how it ended. All of it is in the reach of the program."""

import ast
import contextlib
import hashlib
import importlib
import importlib.metadata
import inspect
import json
import linecache
import os
import shutil
import sys
import traceback
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

WORKSPACE = Path('/workspace')
TOP_LEVEL_AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
MOST_RESULT = 1_000_000
MOST_TRACEBACK = 20_000

_scope: dict[str, Any] = {'__name__': '__main__', '__builtins__': __builtins__}


def execute(code: str, file_name: str) -> str | Awaitable[str]:
    """How the program ended; something to wait for where it awaits outside of functions."""
    linecache.cache[file_name] = (len(code), None, code.splitlines(keepends=True), file_name)
    os.chdir(WORKSPACE)
    try:
        body, last = _parts(code, file_name)
    except BaseException as error:
        return _failed(error, file_name)
    if any(part is not None and part.co_flags & inspect.CO_COROUTINE for part in (body, last)):
        return _run_awaiting(body, last, file_name)
    try:
        exec(body, _scope)
        return _succeeded(_value_of(last))
    except BaseException as error:
        return _failed(error, file_name)


async def _run_awaiting(body: Any, last: Any, file_name: str) -> str:
    try:
        value = None
        for part in (body, last):
            value = _value_of(part)
            value = await value if inspect.iscoroutine(value) and part.co_flags & inspect.CO_COROUTINE else value
        return _succeeded(value)
    except BaseException as error:
        return _failed(error, file_name)


def _value_of(code: Any) -> Any:
    return eval(code, _scope) if code else None


def _parts(code: str, file_name: str) -> tuple[Any, Any]:
    """The statements, and the expression at the end, whose value is the result."""
    tree = ast.parse(code, file_name)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        expression = ast.Expression(tree.body.pop().value)  # type: ignore[attr-defined]
        last = compile(expression, file_name, 'eval', flags=TOP_LEVEL_AWAIT, dont_inherit=True)
    return compile(tree, file_name, 'exec', flags=TOP_LEVEL_AWAIT, dont_inherit=True), last


def _succeeded(value: object) -> str:
    _flush()
    return json.dumps({'status': 'succeeded', 'result': _plain(value)})


def _plain(value: object) -> object:
    """The value where JSON has its form, else what Python shows of it."""
    try:
        text = json.dumps(value, allow_nan=False)
        if len(text) <= MOST_RESULT:
            return json.loads(text)
    except (TypeError, ValueError, RecursionError):
        pass
    try:
        return repr(value)[:MOST_RESULT]
    except Exception as error:
        return f'<{type(value).__name__} whose repr raised {type(error).__name__}>'


def _failed(error: BaseException, file_name: str) -> str:
    _flush()
    if isinstance(error, SystemExit) and error.code in (None, 0):
        return _succeeded(None)
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file_name]
    line = error.lineno if isinstance(error, SyntaxError) else own[-1].lineno if own else None
    told = {
        'type': type(error).__name__,
        'message': _shown(error),
        'traceback': _traceback(error)[-MOST_TRACEBACK:],
        'line': line,
        'module': error.name if isinstance(error, ImportError) else None,
    }
    status = 'out-of-memory' if isinstance(error, MemoryError) else 'failed'
    return json.dumps({'status': status, 'error': told})


def _shown(error: BaseException) -> str:
    try:
        return str(error)[:MOST_TRACEBACK]
    except Exception:
        return ''


def _traceback(error: BaseException) -> str:
    """As Python prints it, without the steps that led to the program."""
    told = traceback.TracebackException.from_exception(error)
    told.stack = traceback.StackSummary.from_list([frame for frame in told.stack if frame.filename != OWN])
    return ''.join(told.format())


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()


def packages() -> str:
    """Names and versions of what is installed."""
    found = {one.metadata['Name']: one.version for one in importlib.metadata.distributions() if one.metadata['Name']}
    return json.dumps([{'name': name, 'version': version} for name, version in sorted(found.items())])


def unpacked() -> None:
    """Makes Python look again at what can be imported."""
    importlib.invalidate_caches()


def files() -> str:
    """Every regular file of the workspace."""
    listed = []
    for folder, _, names in os.walk(WORKSPACE):
        for name in names:
            path = Path(folder, name)
            if path.is_symlink() or not path.is_file():
                continue
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            listed.append({'name': str(path.relative_to(WORKSPACE)), 'bytes': path.stat().st_size, 'sha256': sha256})
    return json.dumps(listed)


def make_room(name: str) -> None:
    """The folders in which a file of the workspace will stand; whatever stands in its place goes."""
    place = WORKSPACE / name
    remove(name)
    for parent in reversed(place.relative_to(WORKSPACE).parents):
        folder = WORKSPACE / parent
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        folder.mkdir(exist_ok=True)


def remove(name: str) -> None:
    """Takes a file of the workspace away, or a folder that stands in its place."""
    place = WORKSPACE / name
    if place.is_symlink() or place.is_file():
        place.unlink()
    elif place.is_dir():
        shutil.rmtree(place)


WORKSPACE.mkdir(exist_ok=True)
OWN = execute.__code__.co_filename
