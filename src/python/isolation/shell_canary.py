"""What a canary tries as the first process of a shell program: all that other programs may not, but for what a shell needs."""

import errno
import mmap
import os
import signal
import socket
import stat

from isolation import canary, fixed_limits
from isolation.canary import Row, Scene

# What the table of shells allows and that of other programs does not.
ALLOWED = (
    'start a process',
    'execute a program',
    'signal every process',
    'make a symbolic link',
    'make a hard link',
)
NOT_EXECUTED = 'program'


def rows() -> list[Row]:
    """The table for this machine's architecture."""
    return [row for row in canary.rows() if 'A' in row.layers and row.name not in ALLOWED] + list(OWN)


def _execute_own_file(_scene: Scene) -> None:
    with open(NOT_EXECUTED, 'w', encoding='utf-8') as file:
        file.write('#!/bin/sh\n')
    os.chmod(NOT_EXECUTED, 0o700)
    os.execv(NOT_EXECUTED, [NOT_EXECUTED])


def _pair(_scene: Scene) -> None:
    for one in socket.socketpair():
        one.close()


def _share_memory(_scene: Scene) -> None:
    mmap.mmap(-1, mmap.PAGESIZE).close()


def _make_device(_scene: Scene) -> None:
    os.mknod('device', stat.S_IFCHR | 0o600, os.makedev(1, 3))


def _make_socket_file(_scene: Scene) -> None:
    os.mknod('socket', stat.S_IFSOCK | 0o600)


def _fork_past_limit(_scene: Scene) -> None:
    """Has as many processes as it can, and ends them."""
    children: list[int] = []
    try:
        while len(children) <= fixed_limits.TABLE.threads:
            child = os.fork()
            if child == 0:
                signal.pause()
            children.append(child)
    finally:
        for child in children:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)


def _row(name: str, layer: str, attempt: canary.Operation, *refusals: int) -> Row:
    return Row(name, {'A': layer}, attempt, refusals)


OWN = (
    _row('execute a file of its own', 'landlock', _execute_own_file),
    _row('make a pair of sockets', 'seccomp', _pair),
    _row('share memory', 'seccomp', _share_memory),
    _row('make a device file', 'seccomp', _make_device),
    _row('make a socket file', 'seccomp', _make_socket_file),
    _row('start more processes than allowed', 'rlimits', _fork_past_limit, errno.EAGAIN),
)
