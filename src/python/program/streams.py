"""The standard streams a program finds."""

import io
import sys
from typing import Any


def renew() -> None:
    """Opens the three streams on their descriptors anew; each line is sent at once, so that it can be shown while the program runs."""
    python: Any = sys  # whose types call the originals final
    python.stdin = python.__stdin__ = _open(0, '<stdin>', 'surrogateescape')
    python.stdout = python.__stdout__ = _open(1, '<stdout>', 'backslashreplace')
    python.stderr = python.__stderr__ = _open(2, '<stderr>', 'backslashreplace')


def flush() -> bool:
    """Whether all output could be written."""
    complete = True
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            complete = False
    return complete


def _open(descriptor: int, name: str, errors: str) -> Any:
    mode = 'r' if descriptor == 0 else 'w'
    raw = io.FileIO(descriptor, mode, closefd=False)
    raw.name = name
    buffered = io.BufferedReader(raw) if mode == 'r' else io.BufferedWriter(raw)
    stream: Any = io.TextIOWrapper(buffered, encoding='utf-8', errors=errors, line_buffering=mode == 'w')
    stream.mode = mode
    return stream
