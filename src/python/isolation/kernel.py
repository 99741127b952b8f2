"""The C library and raw system calls, with errors raised as OSError."""

import ctypes
import os
from typing import Any

from isolation import syscalls

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_CAPBSET_DROP = 24
PR_SET_SECUREBITS = 28
PR_SET_NO_NEW_PRIVS = 38
PR_GET_NO_NEW_PRIVS = 39
PR_CAP_AMBIENT = 47

# What a system call takes: a number, bytes to read, a buffer to fill, or no pointer.
Word = int | bytes | ctypes.Array[ctypes.c_char] | None


def check(result: int, what: str) -> int:
    """Returns a non-negative result; raises OSError naming the failed step otherwise."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f'{what}: {os.strerror(number)}')
    return result


def raw(name: str, *arguments: Word) -> int:
    """Calls the kernel by name; returns the result or minus the errno, never raises for a refusal."""
    number = syscalls.numbers(syscalls.SETUP)[name]
    result: int = libc.syscall(ctypes.c_long(number), *[_word(argument) for argument in arguments])
    return result if result >= 0 else -ctypes.get_errno()


def call(name: str, *arguments: Word) -> int:
    """Like `raw`, but raises OSError on refusal."""
    result = raw(name, *arguments)
    if result < 0:
        raise OSError(-result, f'{name}: {os.strerror(-result)}')
    return result


def prctl(option: int, *values: int) -> int:
    """prctl(2) with missing arguments as zero; returns its result, -1 on refusal."""
    padded = [*values, 0, 0, 0, 0][:4]
    result: int = libc.prctl(ctypes.c_int(option), *[ctypes.c_ulong(value) for value in padded])
    return result


def _word(argument: Word) -> Any:
    return ctypes.c_long(argument) if isinstance(argument, int) else argument
