"""Tries what no program may do in tier C, from inside a locked process, and says how the kernel answered."""

import ctypes
import errno
import os
import signal
import socket
import struct
import sys
from collections.abc import Callable
from dataclasses import dataclass
from socket import AF_INET, AF_INET6, AF_UNIX, SOCK_DGRAM, SOCK_RAW, SOCK_STREAM

from isolation import kernel
from isolation.reports import Attempt

RLIMIT_CPU, RLIMIT_CORE = 0, 4
PAST_OPEN_FILES, PAST_FILE_SIZE = 300, 1 << 30
KERNEL_FAMILY, ROUTING_FAMILY, KERNEL_CONTROL = 32, 17, 2
NAME_SERVICE = '/private/var/run/mDNSResponder'
APPLICATION_STARTER = b'com.apple.coreservices.launchservicesd'
NOT_THERE = 1102  # bootstrap_look_up: no such service, which proves nothing
ALL_PROCESSES = (1, 14, 0)  # sysctl: CTL_KERN, KERN_PROC, KERN_PROC_ALL


@dataclass(frozen=True)
class Scene:
    """A folder and a file of the host that belong to this user, the user's home, and the launcher's number."""

    outside: str
    file: str
    home: str
    parent: int


Operation = Callable[[Scene], object]

REFUSALS = {
    'seatbelt': (errno.EPERM, errno.EACCES),
    'rlimits': (errno.EPERM, errno.EBADF, errno.EFBIG),
}


def attempt_all(scene: Scene) -> list[Attempt]:
    """Every forbidden operation; harmless where one works."""
    seatbelt = [*FILES, *NETWORK, *(SYSTEM if sys.platform == 'darwin' else ()), *PROCESSES]
    tables = (('rlimits', LIMITS), ('seatbelt', seatbelt))
    return [_attempt(layer, row, scene) for layer, rows in tables for row in rows]


def _attempt(layer: str, row: tuple[str, Operation], scene: Scene) -> Attempt:
    name, operation = row
    try:
        operation(scene)
        answer, refused = 'it worked', False
    except OSError as error:
        answer = errno.errorcode.get(error.errno or 0, str(error.errno))
        refused = error.errno in REFUSALS[layer]
    return Attempt(name, layer, answer, refused)


def _open(path: str, flags: int) -> None:
    os.close(os.open(path, flags, 0o600))


def _move(path: str, target: str) -> None:
    os.rename(path, target)
    os.rename(target, path)


def _move_out(scene: Scene) -> None:
    _open('own', os.O_CREAT | os.O_WRONLY)
    os.rename('own', f'{scene.outside}/own')


def _grow_file(_scene: Scene) -> None:
    descriptor = os.open('grows', os.O_CREAT | os.O_WRONLY, 0o600)
    os.unlink('grows')
    os.pwrite(descriptor, b'x', PAST_FILE_SIZE)


def _raise_limit(kind: int) -> Operation:
    unlimited = struct.pack('QQ', (1 << 63) - 1, (1 << 63) - 1)
    return lambda _: kernel.check(kernel.libc.setrlimit(kind, unlimited), 'setrlimit')


def _over(family: int, kind: int, use: Callable[[socket.socket], object]) -> Operation:
    def attempt(_scene: Scene) -> None:
        with socket.socket(family, kind) as opened:
            opened.settimeout(1)
            use(opened)

    return attempt


def _listen(address: str | tuple[str, int]) -> Callable[[socket.socket], None]:
    def use(opened: socket.socket) -> None:
        opened.bind(address)
        opened.listen()

    return use


def _make_shared_memory(_scene: Scene) -> None:
    from _posixshmem import shm_open, shm_unlink

    name = f'/canary-{os.getpid()}'
    os.close(shm_open(name, os.O_CREAT | os.O_RDWR, 0o600))
    shm_unlink(name)


def _find_service(_scene: Scene) -> None:
    port = ctypes.c_uint32()
    bootstrap = ctypes.c_uint32.in_dll(kernel.libc, 'bootstrap_port')
    answer = kernel.libc.bootstrap_look_up(bootstrap, APPLICATION_STARTER, ctypes.byref(port))
    if answer != 0:
        raise OSError(errno.ENOENT if answer == NOT_THERE else errno.EPERM, 'bootstrap_look_up')


def _list_processes(_scene: Scene) -> None:
    size = ctypes.c_size_t()
    name = (ctypes.c_int * len(ALL_PROCESSES))(*ALL_PROCESSES)
    answer = kernel.libc.sysctl(name, len(ALL_PROCESSES), None, ctypes.byref(size), None, ctypes.c_size_t(0))
    kernel.check(answer, 'sysctl')


def _fork(_scene: Scene) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _execute_own(_scene: Scene) -> None:
    descriptor = os.open('own-program', os.O_CREAT | os.O_WRONLY, 0o700)
    os.write(descriptor, b'no program: where nothing refuses it, the kernel finds nothing to execute')
    os.close(descriptor)
    os.execv('own-program', ['own-program'])


def _spawn(_scene: Scene) -> None:
    os.waitpid(os.posix_spawn('/bin/sh', ['sh', '-c', ':'], {}), 0)


LIMITS: tuple[tuple[str, Operation], ...] = (
    ('allow core files again', _raise_limit(RLIMIT_CORE)),
    ('raise the limit of processor time', _raise_limit(RLIMIT_CPU)),
    ('open more files than allowed', lambda _: os.dup2(1, PAST_OPEN_FILES)),
    ('write a larger file than allowed', _grow_file),
)
FILES: tuple[tuple[str, Operation], ...] = (
    ('see a file of the host', lambda scene: os.stat(scene.file)),
    ('list a folder of the host', lambda scene: os.listdir(scene.outside)),
    ('list the home folder', lambda scene: os.listdir(scene.home)),
    ('list the temporary files', lambda _: os.listdir('/tmp')),
    ('list the settings of the system', lambda _: os.listdir('/etc')),
    ('list the devices', lambda _: os.listdir('/dev')),
    ('read the list of users', lambda _: _open('/etc/passwd', os.O_RDONLY)),
    ('read a file of the host', lambda scene: _open(scene.file, os.O_RDONLY)),
    ('write a file of the host', lambda scene: _open(scene.file, os.O_WRONLY)),
    ('cut a file of the host', lambda scene: os.truncate(scene.file, 0)),
    ('change the mode of a file of the host', lambda scene: os.chmod(scene.file, 0o600)),
    ('change the times of a file of the host', lambda scene: os.utime(scene.file)),
    ('rename a file of the host', lambda scene: _move(scene.file, f'{scene.file}-moved')),
    ('link to a file of the host', lambda scene: os.link(scene.file, 'linked')),
    ('make a file on the host', lambda scene: _open(f'{scene.outside}/made', os.O_CREAT | os.O_WRONLY)),
    ('make a folder on the host', lambda scene: os.mkdir(f'{scene.outside}/folder')),
    ('move a file to the host', _move_out),
    ('make a symbolic link', lambda _: os.symlink('/', 'symbolic')),
    ('make a named pipe', lambda _: os.mkfifo('pipe')),
    ('remove a file of the host', lambda scene: os.unlink(scene.file)),
)
NETWORK: tuple[tuple[str, Operation], ...] = (
    ('connect to an internet address', _over(AF_INET, SOCK_STREAM, lambda opened: opened.connect(('127.0.0.1', 9)))),
    ('send to an internet address', _over(AF_INET, SOCK_DGRAM, lambda opened: opened.sendto(b'', ('127.0.0.1', 9)))),
    ('listen on an internet address', _over(AF_INET, SOCK_STREAM, _listen(('127.0.0.1', 0)))),
    ('connect by version 6', _over(AF_INET6, SOCK_STREAM, lambda opened: opened.connect(('::1', 9)))),
    ('send by version 6', _over(AF_INET6, SOCK_DGRAM, lambda opened: opened.sendto(b'', ('::1', 9)))),
    ('listen by version 6', _over(AF_INET6, SOCK_STREAM, _listen(('::1', 0)))),
    ('ask for the address of a name', _over(AF_UNIX, SOCK_STREAM, lambda opened: opened.connect(NAME_SERVICE))),
    ('listen on a local socket', _over(AF_UNIX, SOCK_STREAM, _listen('socket'))),
    ('open a socket to the kernel', lambda _: socket.socket(KERNEL_FAMILY, SOCK_DGRAM, KERNEL_CONTROL).close()),
    ('open a routing socket', lambda _: socket.socket(ROUTING_FAMILY, SOCK_RAW, 0).close()),
)
SYSTEM: tuple[tuple[str, Operation], ...] = (
    ('find what starts applications', _find_service),
    ('see the list of processes', _list_processes),
)
PROCESSES: tuple[tuple[str, Operation], ...] = (
    ('make shared memory', _make_shared_memory),
    ('signal another process', lambda scene: os.kill(scene.parent, signal.SIGCONT)),
    ('start a process', _fork),
    ('start a program', _spawn),
    ('execute a file of its own', _execute_own),
)
