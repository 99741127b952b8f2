"""What is said about the exception that ended a program: to its reader as Python says it, to the supervisor as fields."""

import contextlib
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from isolation import fixed_limits

MAX_MESSAGE = fixed_limits.TABLE.message_characters
MAX_TYPE = 100


def tell(error: BaseException, script: str) -> tuple[int, dict[str, Any]]:
    """Shows `error` without the frames that are ours, through the program's own hook if it has one.

    Gives the exit code and the description of the exception.
    """
    frames = _below_ours(error)
    exit_code = _show(BaseException.with_traceback(error, frames))
    try:
        message = str(error)
    except BaseException:
        message = 'the exception could not be printed'
    lines = [frame.lineno for frame in traceback.extract_tb(frames) if frame.filename == script]
    line = error.lineno if isinstance(error, SyntaxError) and error.filename == script else lines[-1] if lines else None
    if type(line) is not int:  # a program may have set anything
        line = None
    names = [kind.__name__ for kind in type(error).__mro__]
    kind = 'MemoryError' if 'MemoryError' in names else type(error).__name__
    number = error.errno if isinstance(error, OSError) and type(error.errno) is int else None
    said = {'type': kind[:MAX_TYPE], 'message': message[:MAX_MESSAGE], 'line': line}
    return exit_code, {**said, 'errno': number, 'threads': threading.active_count()}


def exit_code_of(value: object) -> int:
    """The exit code that `sys.exit(value)` stands for; a value that is no number is printed."""
    if value is None:
        return 0
    if isinstance(value, int):
        return value & 0xFF if -(1 << 63) <= value < 1 << 63 else 0xFF
    print(value, file=sys.stderr)
    return 1


def _below_ours(error: BaseException) -> TracebackType | None:
    return error.__traceback__.tb_next if error.__traceback__ else None


def _show(error: BaseException) -> int:
    hook = getattr(sys, 'excepthook', sys.__excepthook__)
    if hook is not sys.__excepthook__:
        try:
            hook(type(error), error, error.__traceback__)
            return 1
        except SystemExit as leaving:
            return exit_code_of(leaving.code)
        except BaseException as other:
            print('Error in sys.excepthook:', file=sys.stderr)
            _print(BaseException.with_traceback(other, _below_ours(other)))
            print('\nOriginal exception was:', file=sys.stderr)
    _print(error)
    return 1


def _print(error: BaseException) -> None:
    with contextlib.suppress(BaseException):  # its text may not be had, and the exit code still tells of it
        traceback.print_exception(type(error), error, error.__traceback__)
