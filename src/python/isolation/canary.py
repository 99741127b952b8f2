"""Tries what no program may do, from inside a locked process, and says for each operation how the kernel answered."""

import ctypes
import errno
import fcntl
import mmap
import os
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from isolation import forbidden_calls, kernel, syscalls
from isolation.reports import Attempt
from isolation.specs import ZygoteSpec

RLIMIT_CORE, RLIMIT_AS = 4, 9
F_OFD_GETLK = 36
MAP_NORESERVE = 0x4000
PAST_OPEN_FILES, PAST_FILE_SIZE, PAST_MEMORY = 300, 1 << 30, 1 << 35


@dataclass(frozen=True)
class Scene:
    """A folder and a file of the host that belong to this user, and this process's number out there."""

    outside: str
    file: str
    pid: int


Operation = Callable[[Scene], object]


@dataclass(frozen=True)
class Row:
    """One operation, which raises OSError when it is refused, and the layer that refuses it first, by tier."""

    name: str
    layers: Mapping[str, str]
    attempt: Operation
    refusals: tuple[int, ...] = ()


# The answer by which a layer is recognised, unless a row names others.
REFUSALS = {
    'namespaces': (errno.ESRCH,),
    'filesystem': (errno.ENOENT, errno.EROFS),
    'landlock': (errno.EACCES,),
    'seccomp': (errno.EPERM,),
    'capabilities': (errno.EPERM,),
    'rlimits': (errno.EBADF, errno.EFBIG, errno.ENOMEM),
}


def lay_bait(folder: str) -> None:
    """Leaves a file in a folder of the host that this user may do anything with, while nothing is locked."""
    with open(f'{folder}/canary', 'w', encoding='utf-8') as file:
        file.write('out of reach')


def look_around(spec: ZygoteSpec, pid: int) -> Scene:
    """What is in reach of this user where no layer hides or denies it; tier A has the supervisor's socket only."""
    return Scene(spec.work, spec.socket if spec.tier == 'A' else f'{spec.work}/canary', pid)


def attempt_all(tier: str, scene: Scene, more: Iterable[Row] = ()) -> list[Attempt]:
    """Every operation that is forbidden in this tier, and `more`; does no harm where one works."""
    return attempt_each([row for row in (*rows(), *more) if tier in row.layers], tier, scene)


def attempt_each(wanted: Iterable[Row], tier: str, scene: Scene) -> list[Attempt]:
    """Every operation of a table of its own."""
    return [_attempt(row, row.layers[tier], scene) for row in wanted]


def rows() -> list[Row]:
    """The table for this machine's architecture."""
    return [*FILES, *PROCESS, *_call_rows(syscalls.ARCHITECTURES.index(syscalls.this_machine()))]


def _attempt(row: Row, layer: str, scene: Scene) -> Attempt:
    try:
        row.attempt(scene)
        answer, refused = 'it worked', False
    except OSError as error:
        answer = errno.errorcode.get(error.errno or 0, str(error.errno))
        refused = error.errno in (row.refusals or REFUSALS[layer])
    return Attempt(row.name, layer, answer, refused)


def _call_rows(column: int) -> Iterator[Row]:
    forks = syscalls.THREADS['clone'][column]
    for name, (numbers, words) in forbidden_calls.CALLS.items():
        if (number := numbers[column]) is not None:
            attempt = _call(number, words, forks)
            yield Row(name, _everywhere('seccomp'), attempt, forbidden_calls.ANSWERS.get(name, ()))


def _call(number: int, words: tuple[int, ...], forks: int | None) -> Operation:
    def attempt(_scene: Scene) -> None:
        result = kernel.libc.syscall(ctypes.c_long(number), *[ctypes.c_long(word) for word in words])
        if result == 0 and number == forks:
            os._exit(0)  # the child that should never have been
        kernel.check(result, 'system call')

    return attempt


def _everywhere(layer: str) -> dict[str, str]:
    return {'A': layer, 'B': layer}


def _open(path: str, flags: int) -> None:
    os.close(os.open(path, flags, 0o600))


def _read(path: str) -> None:
    with open(path, 'rb') as file:
        file.read(1)


def _grow_file(_scene: Scene) -> None:
    descriptor = os.open('grows', os.O_CREAT | os.O_WRONLY, 0o600)
    os.unlink('grows')
    os.ftruncate(descriptor, PAST_FILE_SIZE)


def _allocate(_scene: Scene) -> None:
    mmap.mmap(-1, PAST_MEMORY, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | MAP_NORESERVE).close()


def _raise_limit(kind: int) -> Operation:
    def attempt(_scene: Scene) -> None:
        unlimited = struct.pack('QQ', (1 << 64) - 1, (1 << 64) - 1)
        kernel.check(kernel.libc.prlimit(0, kind, unlimited, None), 'prlimit')

    return attempt


def _lock_library(_scene: Scene) -> None:
    """Records are locked without a refusal, in appearance: what counts is whether another open file meets the lock."""
    with open(os.__file__, 'rb') as file:
        fcntl.lockf(file, fcntl.LOCK_SH)
        wanted = struct.pack('hhqqi', fcntl.F_WRLCK, 0, 0, 0, 0)
        (met, *_) = struct.unpack('hhqqi', fcntl.fcntl(file, F_OFD_GETLK, wanted))
    if met == fcntl.F_UNLCK:
        raise PermissionError(errno.EPERM, 'no lock was taken')


HOST_FILE = {'A': 'filesystem', 'B': 'landlock'}
HOST_METADATA = {'A': 'filesystem', 'B': 'seccomp'}
# The mode of the file may refuse it too, and is asked before the mount is.
NOT_OURS = (errno.EROFS, errno.EACCES)

FILES = (
    Row('see a folder of the host', {'A': 'filesystem'}, lambda scene: os.stat(scene.outside)),
    Row('see the list of processes', {'A': 'filesystem'}, lambda _: os.stat('/proc/self')),
    Row('list a folder of the host', HOST_FILE, lambda scene: os.listdir(scene.outside)),
    Row('read a file of the host', HOST_FILE, lambda scene: _read(scene.file)),
    Row('read about a process', HOST_FILE, lambda _: _read('/proc/self/status')),
    Row('write a file of the host', HOST_FILE, lambda scene: _open(scene.file, os.O_WRONLY)),
    Row('make a file on the host', HOST_FILE, lambda scene: _open(f'{scene.outside}/made', os.O_CREAT | os.O_WRONLY)),
    Row('rename a file of the host', HOST_FILE, lambda scene: os.rename(scene.file, scene.file)),
    Row('change the mode of a file of the host', HOST_METADATA, lambda scene: os.chmod(scene.file, 0o600)),
    Row('change the times of a file of the host', HOST_METADATA, lambda scene: os.utime(scene.file)),
    Row('cut a file of the host', HOST_METADATA, lambda scene: os.truncate(scene.file, 0)),
    Row('list the root folder', _everywhere('landlock'), lambda _: os.listdir('/')),
    Row('list the devices', _everywhere('landlock'), lambda _: os.listdir('/dev')),
    Row('write a library', HOST_FILE, lambda _: _open(os.__file__, os.O_WRONLY), NOT_OURS),
    Row('change the mode of a library', HOST_METADATA, lambda _: os.chmod(os.__file__, os.stat(os.__file__).st_mode)),
    Row('lock records of a library', _everywhere('seccomp'), _lock_library),
    Row('cut a file opened for reading', _everywhere('seccomp'), lambda _: _open('none', os.O_RDONLY | os.O_TRUNC)),
)
PROCESS = (
    Row('find a process of the host', {'A': 'namespaces'}, lambda scene: os.getsid(scene.pid)),
    Row('find a process group of the host', {'A': 'namespaces'}, lambda scene: os.getpgid(scene.pid)),
    Row('allow core files again', _everywhere('capabilities'), _raise_limit(RLIMIT_CORE)),
    Row('raise the memory limit', _everywhere('capabilities'), _raise_limit(RLIMIT_AS)),
    Row('open more files than allowed', _everywhere('rlimits'), lambda _: os.dup2(1, PAST_OPEN_FILES)),
    Row('write a larger file than allowed', _everywhere('rlimits'), _grow_file),
    Row('allocate more memory than allowed', _everywhere('rlimits'), _allocate),
)
