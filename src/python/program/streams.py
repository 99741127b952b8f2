"""The standard streams a program finds."""

import io
import sys


def renew():
    """Opens the three streams on their descriptors anew; each line is sent at once, so that it can be shown while the program runs."""
    sys.stdin = sys.__stdin__ = _open(0, '<stdin>', 'surrogateescape')
    sys.stdout = sys.__stdout__ = _open(1, '<stdout>', 'backslashreplace')
    sys.stderr = sys.__stderr__ = _open(2, '<stderr>', 'backslashreplace')


def flush():
    """Whether all output could be written."""
    complete = True
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BaseException:
            complete = False
    return complete


def _open(descriptor, name, errors):
    mode = 'r' if descriptor == 0 else 'w'
    raw = io.FileIO(descriptor, mode, closefd=False)
    raw.name = name
    buffered = io.BufferedReader(raw) if mode == 'r' else io.BufferedWriter(raw)
    stream = io.TextIOWrapper(buffered, encoding='utf-8', errors=errors, line_buffering=mode == 'w')
    stream.mode = mode
    return stream
