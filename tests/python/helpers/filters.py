"""A filter, run by a small interpreter of classic BPF: what the kernel would answer, call by call."""

import errno
import struct
from dataclasses import dataclass

from isolation import network_calls, seccomp, shell_filter, syscalls, zygote_filter

OTHERS = (zygote_filter.FORKING, network_calls.CALLS, shell_filter.PROCESSES, shell_filter.LINKS)
ALLOWED, REFUSED, ABSENT, PRETENDED = 'allowed', 'refused', 'absent', 'pretended'
ANSWERS = {
    seccomp.ALLOW: ALLOWED,
    seccomp.ERROR | errno.EPERM: REFUSED,
    seccomp.ERROR | errno.ENOSYS: ABSENT,
    seccomp.ERROR: PRETENDED,
    seccomp.KILL_PROCESS: 'killed',
}


@dataclass(frozen=True)
class Filter:
    """The bytes of a filter, and the architecture it was built for."""

    code: bytes
    architecture: str

    def answer(self, number: int, *arguments: int, architecture: str | None = None) -> str:
        """What it answers to a call with this number."""
        words = [argument & (1 << 64) - 1 for argument in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
        audit = syscalls.AUDIT_ARCH[architecture or self.architecture]
        return ANSWERS[run(self.code, struct.pack('=IIQ6Q', number, audit, 0, *words))]

    def call(self, name: str, *arguments: int) -> str:
        """The same by the call's name."""
        tables = (*seccomp.ALLOWED, syscalls.METADATA, syscalls.ABSENT, syscalls.SETUP, *OTHERS)
        numbers = [syscalls.numbers(table, self.architecture).get(name) for table in tables]
        return self.answer(next(number for number in numbers if number is not None), *arguments)


def run(code: bytes, data: bytes) -> int:
    """What a program of classic BPF returns for `data`."""
    place, accumulator = 0, 0
    while True:
        kind, when_true, when_false, value = struct.unpack_from('HBBI', code, 8 * place)
        place += 1
        if kind == seccomp.RETURN:
            return int(value)
        if kind == seccomp.LOAD:
            (accumulator,) = struct.unpack_from('=I', data, value)
        elif kind == seccomp.AND:
            accumulator &= value
        elif kind == seccomp.JUMP_EQUAL:
            place += when_true if accumulator == value else when_false
        elif kind == seccomp.JUMP_AT_LEAST:
            place += when_true if accumulator >= value else when_false
        else:
            raise AssertionError(f'the kernel knows no instruction {kind:#x} of ours')
