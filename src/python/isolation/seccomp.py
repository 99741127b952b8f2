"""A seccomp allow-list as a classic BPF program, generated from the tables in `syscalls` (seccomp(2))."""

import ctypes
import errno
import os
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from isolation import kernel, syscalls

LOAD, JUMP_EQUAL, JUMP_AT_LEAST, AND, RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
ALLOW, KILL_PROCESS, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
ALL_BITS = 0xFFFFFFFF
NUMBER_OFFSET, ARCHITECTURE_OFFSET, FIRST_ARGUMENT_OFFSET = 0, 4, 16
X32_BIT = 0x40000000
SET_MODE_FILTER = 1

# What a C library asks for a thread: same memory, folder, descriptors and signal handlers; and what it may ask beside.
THREAD_FLAGS = 0x10F00
THREAD_OPTIONS = 0x017C0000  # CLONE_SYSVSEM, _SETTLS, _PARENT_SETTID, _CHILD_CLEARTID, _DETACHED, _CHILD_SETTID
MAP_SHARED, MAP_ANONYMOUS, MAP_GROWSDOWN, MAP_HUGETLB = 0x01, 0x20, 0x100, 0x40000
CLOSE_RANGE_UNSHARE = 2
O_ACCMODE = 3
TERMINAL_READS = (0x5401, 0x5413)  # TCGETS, TIOCGWINSZ
DESCRIPTOR_FLAGS = (0x5421, 0x5450, 0x5451, 0x541B)  # FIONBIO, FIONCLEX, FIOCLEX, FIONREAD
PR_SET_NAME, PR_GET_NAME = 15, 16
AF_UNIX, SOCK_STREAM, SOCKET_KIND = 1, 1, 0xF
# MSG_PEEK, MSG_TRUNC, MSG_DONTWAIT, MSG_WAITALL and MSG_NOSIGNAL.
MESSAGE_FLAGS = 0x02 | 0x20 | 0x40 | 0x100 | 0x4000
# RENAME_NOREPLACE and RENAME_EXCHANGE; RENAME_WHITEOUT would leave a device behind.
RENAME_FLAGS = 0x1 | 0x2
# RWF_HIPRI, RWF_DSYNC, RWF_SYNC, RWF_NOWAIT and RWF_APPEND.
TRANSFER_FLAGS = 0x1F
# F_DUPFD to F_GETLK, F_OFD_GETLK, F_DUPFD_CLOEXEC, F_GETPIPE_SZ; not F_SETOWN, which would have the kernel signal others.
DESCRIPTOR_COMMANDS = (*range(6), 36, 1030, 1032)
F_SETLK, F_SETLKW = 6, 7

# One instruction: its code, how far to jump when it is true and when it is not, its value.
Instruction = tuple[int, int, int, int]
# One test of an argument: which, which half of it, what of that counts, what that must be.
Test = tuple[int, Literal['low', 'high'], int, int]
# Calls by name, each with its alternatives; one holds when all of its tests do.
Conditions = dict[str, list[list[Test]]]


@dataclass(frozen=True)
class Rules:
    """The calls that pass, those of them that pass with certain arguments only, and those that are answered and not made.

    `absent` are answered as by a kernel without them.
    """

    tables: tuple[Mapping[str, syscalls.Numbers], ...]
    conditions: Conditions
    pretences: Conditions
    absent: Mapping[str, syscalls.Numbers] = field(default_factory=lambda: syscalls.ABSENT)


ALLOWED = (
    syscalls.FILES, syscalls.WAITING, syscalls.MEMORY, syscalls.THREADS,
    syscalls.SIGNALS, syscalls.IDENTITY, syscalls.CLOCK, syscalls.PAIRS,
)  # fmt: skip


def conditions(own_pid: int) -> Conditions:
    """Calls allowed only with certain arguments."""
    return {
        # New threads, never new processes or namespaces.
        'clone': [[(0, 'low', ALL_BITS & ~THREAD_OPTIONS, THREAD_FLAGS)]],
        # One descriptor table for all threads, or each would have as many descriptors as the limit allows one.
        'close_range': [[(2, 'low', CLOSE_RANGE_UNSHARE, 0)]],
        # Shared anonymous memory and memory declared a stack would escape the data-size limit, the host's huge pages the watch.
        'mmap': [[(3, 'low', kind | MAP_GROWSDOWN | MAP_HUGETLB, 0)] for kind in (MAP_SHARED, MAP_ANONYMOUS)],
        'fcntl': [[(1, 'low', ALL_BITS, command)] for command in DESCRIPTOR_COMMANDS],
        'ioctl': [[(1, 'low', ALL_BITS, request)] for request in TERMINAL_READS + DESCRIPTOR_FLAGS],
        # Emptying a file opened for reading: Landlock checks it since Linux 6.2 only.
        **{name: _without_truncation(argument) for name, argument in (('open', 1), ('openat', 2))},
        'prctl': [[(0, 'low', ALL_BITS, option)] for option in (PR_SET_NAME, PR_GET_NAME)],
        # Its own limits only: the hard ones are set, so they can be lowered but never raised.
        'prlimit64': [[(0, 'low', ALL_BITS, 0)]],
        'socketpair': [[(0, 'low', ALL_BITS, AF_UNIX), (1, 'low', SOCKET_KIND, SOCK_STREAM)]],
        # Only over the connection itself, never to an address, and nothing out of band.
        'sendto': [[only(3, MESSAGE_FLAGS), (4, 'low', ALL_BITS, 0), (4, 'high', ALL_BITS, 0)]],
        'recvfrom': [[only(3, MESSAGE_FLAGS)]],
        'renameat2': [[only(4, RENAME_FLAGS)]],
        'preadv2': [[only(5, TRANSFER_FLAGS)]],
        'pwritev2': [[only(5, TRANSFER_FLAGS)]],
        'kill': [[(0, 'low', ALL_BITS, own_pid)]],
        'tgkill': [[(0, 'low', ALL_BITS, own_pid)]],
    }


def pretences() -> Conditions:
    """Calls answered with success and not made, written as `conditions` are.

    A process never waits for its own record locks, and no other process can reach its files, so that it can't tell the
    difference. The kernel would keep any number of them outside of every limit, and lock the host's libraries.
    """
    return {'fcntl': [[(1, 'low', ALL_BITS, command)] for command in (F_SETLK, F_SETLKW)]}


def _without_truncation(argument: int) -> list[list[Test]]:
    writing: list[list[Test]] = [[(argument, 'low', O_ACCMODE, mode)] for mode in (os.O_WRONLY, os.O_RDWR)]
    return [[(argument, 'low', os.O_TRUNC, 0)], *writing]


def only(argument: int, flags: int) -> Test:
    """Holds where an argument has no other bits than these."""
    return argument, 'low', ALL_BITS & ~flags, 0


def for_program(own_pid: int, metadata: bool) -> Rules:
    """What one program may do."""
    return Rules(ALLOWED + ((syscalls.METADATA,) if metadata else ()), conditions(own_pid), pretences())


def build_filter(architecture: str, rules: Rules) -> bytes:
    """The filter's bytes: foreign tables are killed, listed calls pass, absent and new ones answer ENOSYS, others EPERM."""
    allowed = {name: number for table in rules.tables for name, number in syscalls.numbers(table, architecture).items()}
    program: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE_OFFSET),
        (JUMP_EQUAL, 1, 0, syscalls.AUDIT_ARCH[architecture]),
        (RETURN, 0, 0, KILL_PROCESS),
        (LOAD, 0, 0, NUMBER_OFFSET),
    ]
    if architecture == 'x86_64':
        program += [(JUMP_AT_LEAST, 0, 1, X32_BIT), (RETURN, 0, 0, ERROR | errno.EPERM)]
    checked, pretended = rules.conditions, rules.pretences
    for name, number in sorted(allowed.items(), key=lambda item: item[1]):
        body: list[Instruction] = [(RETURN, 0, 0, ALLOW)]
        if name in checked:
            body = [*_where(checked[name], ALLOW), (RETURN, 0, 0, ERROR | errno.EPERM)]
        body = [*_where(pretended.get(name, []), ERROR), *body]
        program += [(JUMP_EQUAL, 0, len(body), number), *body]
    for number in syscalls.numbers(rules.absent, architecture).values():
        program += [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, ERROR | errno.ENOSYS)]
    program += [
        (JUMP_AT_LEAST, 0, 1, syscalls.FIRST_UNKNOWN),
        (RETURN, 0, 0, ERROR | errno.ENOSYS),
        (RETURN, 0, 0, ERROR | errno.EPERM),
    ]
    return b''.join(struct.pack('HBBI', *instruction) for instruction in program)


def install(code: bytes) -> None:
    """Filters this process and its threads for good. Needs no_new_privs; raises OSError where the kernel refuses."""
    buffer = ctypes.create_string_buffer(code, len(code))
    kernel.call('seccomp', SET_MODE_FILTER, 0, struct.pack('HxxxxxxP', len(code) // 8, ctypes.addressof(buffer)))


def _where(alternatives: list[list[Test]], answer: int) -> list[Instruction]:
    """Returns `answer` where all tests of one alternative hold, and goes on behind itself otherwise."""
    body: list[Instruction] = []
    for tests in alternatives:
        block: list[Instruction] = [(RETURN, 0, 0, answer)]
        for argument, half, mask, value in reversed(tests):
            offset = FIRST_ARGUMENT_OFFSET + 8 * argument + (4 if half == 'high' else 0)
            block = [(LOAD, 0, 0, offset), (AND, 0, 0, mask), (JUMP_EQUAL, 0, len(block), value), *block]
        body += block
    return body
