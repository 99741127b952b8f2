"""New user, mount, PID, network, IPC, UTS and cgroup namespaces for the calling process (namespaces(7))."""

import os
from collections.abc import Iterable

from isolation import kernel

FLAGS = {
    'user': 0x10000000,
    'mnt': 0x00020000,
    'pid': 0x20000000,
    'net': 0x40000000,
    'ipc': 0x08000000,
    'uts': 0x04000000,
    'cgroup': 0x02000000,
}

# The identity programs see. Not 0: a later nested mapping of 0 would need CAP_SETFCAP.
INNER_ID = 1000


def own_proc() -> int:
    """A descriptor of this process's /proc folder, which stays usable after the root has changed."""
    return os.open('/proc/self', os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)


def unshare_mounts() -> None:
    """As root: a private mount table, so that the root can be built while the host's paths are still readable."""
    kernel.check(kernel.libc.unshare(FLAGS['mnt']), 'unshare of the mount table')


def become(user: int) -> None:
    """As root: gives up that identity for an ordinary one."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)


def can_become(user: int, readable: Iterable[str], reachable: Iterable[str]) -> bool:
    """True when this process may take that identity and could still read all in `readable` and open all of `reachable`."""
    child = os.fork()
    if child == 0:
        try:
            become(user)
            os._exit(0 if all(map(_is_readable, readable)) and all(map(_is_reachable, reachable)) else 1)
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def _is_readable(path: str) -> bool:
    if not os.path.isdir(path):
        return os.access(path, os.R_OK)
    inside = [os.path.join(path, name) for name in os.listdir(path)]
    return os.access(path, os.X_OK) and all(os.access(entry, os.R_OK) for entry in inside if os.path.exists(entry))


def _is_reachable(path: str) -> bool:
    return os.access(path, os.X_OK if os.path.isdir(path) else os.F_OK)


def enter(proc: int, network: bool) -> tuple[str, ...]:
    """Moves this single-threaded process into new namespaces; its next child is PID 1 of the new PID namespace.

    With `network` it stays in that of the host.

    Returns the names of the namespaces that changed; raises OSError where the host refuses.
    """
    user, group = os.geteuid(), os.getegid()
    before = inodes(proc)
    kernel.check(kernel.libc.unshare(sum(FLAGS.values()) - (FLAGS['net'] if network else 0)), 'unshare')
    map_ids(proc, user, group)
    kernel.check(kernel.libc.sethostname(b'sandbox', 7), 'sethostname')
    kernel.prctl(kernel.PR_SET_DUMPABLE, 1)
    after = inodes(proc)
    return tuple(sorted(name for name in after if before[name] != after[name]))


def map_ids(proc: int, user: int, group: int) -> None:
    """Gives this process, which is new in its user namespace, the one identity that programs see."""
    _write(proc, 'setgroups', 'deny')
    _write(proc, 'uid_map', f'{INNER_ID} {user} 1\n')
    _write(proc, 'gid_map', f'{INNER_ID} {group} 1\n')


def inodes(proc: int) -> dict[str, int]:
    """Identity of each namespace this process is in; the new PID namespace is entered by its next child only."""
    return {name: os.stat(f'ns/{name}', dir_fd=proc).st_ino for name in FLAGS if name != 'pid'}


def _write(proc: int, name: str, text: str) -> None:
    descriptor = os.open(name, os.O_WRONLY, dir_fd=proc)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)
