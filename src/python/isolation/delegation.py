"""Finds the cgroup v2 that was delegated to the supervisor and readies it for children (cgroups(7)).

Only two marks count as permission to rearrange a cgroup: systemd's on a unit with `Delegate=yes`, and a container's own
root. Root may write to every cgroup of a host, and a desktop user to many, but those belong to the service manager.
"""

import errno
import os

# Where the supervisor goes, because a cgroup with children holds no processes; what DelegateSubgroup= should name.
SUPERVISOR = 'supervisor'
MARKS = ('user.delegate', 'trusted.delegate')
ATTEMPTS = 10


class NotDelegatedError(Exception):
    """Why this process may not make cgroups: a sentence's beginning, for people."""


def delegated_folder() -> str:
    """The folder of the cgroup that was delegated to this process; raises NotDelegatedError where none was."""
    top, shown = _mount_of_version_2()
    own = _own_path()
    inside = os.path.relpath(own, shown)
    if inside.startswith('..'):
        raise NotDelegatedError('the own cgroup is not below the mounted ones')
    folder = os.path.normpath(os.path.join(top, inside))
    if 'memory' not in read(f'{folder}/cgroup.controllers').split():
        raise NotDelegatedError('cgroup v2 has no memory controller here')
    above = os.path.dirname(folder) if os.path.basename(folder) == SUPERVISOR else folder
    for candidate in (folder, above):
        if _is_delegated(candidate, top):
            return candidate
    raise NotDelegatedError('the own cgroup is not marked as delegated (systemd marks a service with Delegate=yes)')


def make_ready(folder: str) -> None:
    """Moves the processes of a delegated cgroup out of its way and gives its children a memory and a task counter."""
    words = counters(read(f'{folder}/cgroup.controllers'))
    for _ in range(ATTEMPTS):
        _move_processes(folder)
        try:
            write(f'{folder}/cgroup.subtree_control', words)
            return
        except OSError as error:
            if error.errno != errno.EBUSY:  # a process was born meanwhile
                raise
    raise NotDelegatedError('the own cgroup never ran out of processes to move')


def counters(available: str) -> str:
    """What a cgroup's children need, as the kernel wants to read it, of the controllers that are available."""
    return ' '.join(f'+{name}' for name in ('memory', 'pids') if name in available.split())


def read(path: str, folder: int | None = None) -> str:
    """The text of a cgroup's file; `folder` is a descriptor the path is relative to."""
    descriptor = os.open(path, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(descriptor, 1 << 16).decode()
    finally:
        os.close(descriptor)


def write(path: str, text: str, folder: int | None = None) -> None:
    """Writes one setting; the kernel's refusal arrives as an OSError."""
    descriptor = os.open(path, os.O_WRONLY, dir_fd=folder)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _mount_of_version_2() -> tuple[str, str]:
    with open('/proc/self/mountinfo', encoding='utf-8', errors='surrogateescape') as mounts:
        for line in mounts:
            fields, _, kind = line.partition(' - ')
            if kind.split()[0] == 'cgroup2':
                shown, top = fields.split()[3:5]
                return top, shown
    raise NotDelegatedError('this host has no cgroup v2')


def _own_path() -> str:
    for line in read('/proc/self/cgroup').splitlines():
        if line.startswith('0::'):
            return line[3:]
    raise NotDelegatedError('this process is in no cgroup v2')


def _is_delegated(folder: str, top: str) -> bool:
    # Only the host's real root has no type: a mounted root that has one is the root of a cgroup namespace.
    is_container_root = folder == top and os.path.exists(f'{folder}/cgroup.type')
    if not is_container_root and not any(_mark(folder, name) for name in MARKS):
        return False
    if all(os.access(f'{folder}/{name}', os.W_OK) for name in ('', 'cgroup.procs', 'cgroup.subtree_control')):
        return True
    raise NotDelegatedError('the own cgroup is not writable')


def _mark(folder: str, name: str) -> bool:
    try:
        return os.getxattr(folder, name) == b'1'
    except OSError:
        return False


def _move_processes(folder: str) -> None:
    for pid in read(f'{folder}/cgroup.procs').split():
        os.makedirs(f'{folder}/{SUPERVISOR}', exist_ok=True)
        try:
            write(f'{folder}/{SUPERVISOR}/cgroup.procs', pid)
        except ProcessLookupError:
            continue
