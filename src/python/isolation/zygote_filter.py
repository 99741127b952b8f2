"""What an interpreter that imports an operator's functions and then forks may still ask of the kernel.

A program's filter comes on top of it in each forked process; both count.
"""

from isolation import namespaces, network_calls, seccomp, syscalls
from isolation.filesystem import MS_BIND, MS_REMOUNT, WRITABLE
from isolation.seccomp import AF_UNIX, ALL_BITS, SOCK_STREAM, SOCKET_KIND, Conditions, Rules
from isolation.specs import Network

# What a process does to fork others and to lock them down.
FORKING: dict[str, syscalls.Numbers] = {
    'fork': (57, None),
    'unshare': (272, 97),
    'setns': (308, 268),
    'mount': (165, 40),
    'umount2': (166, 39),
    'socket': (41, 198),
    'connect': (42, 203),
    'setsid': (112, 157),
    'setrlimit': (160, 164),
    'capget': (125, 90),
    'capset': (126, 91),
    'seccomp': (317, 277),
    'landlock_create_ruleset': (444, 444),
    'landlock_add_rule': (445, 445),
    'landlock_restrict_self': (446, 446),
    'chown': (92, None),
    'fchownat': (260, 54),
    'symlink': (88, None),
    'symlinkat': (266, 36),
}

# Every CLONE_NEW* that clone(2) takes: a fork is allowed, a fork into namespaces is not.
NEW_NAMESPACES = sum(namespaces.FLAGS.values())
# What a child takes on: see `slots`. A bind mount keeps what the host's folder was made, and nothing can be made writable again.
MOUNTS = (WRITABLE, MS_REMOUNT | WRITABLE, MS_BIND)
UNSHARED = (
    namespaces.FLAGS['pid'],
    namespaces.FLAGS['mnt'] | namespaces.FLAGS['ipc'] | namespaces.FLAGS['uts'],
    namespaces.FLAGS['user'],
)
# Parent-death signal, dumpable, names, the bounding and ambient sets, securebits, no_new_privs.
PROCESS_OPTIONS = (1, 4, 15, 16, 23, 24, 27, 28, 38, 39, 47)


def rules(network: Network | None) -> Rules:
    """No other program, no internet, no memory of other processes, no new kind of mount: for this process and all it forks."""
    tables = (*seccomp.ALLOWED, syscalls.METADATA, FORKING)
    return network_calls.permit(Rules(tables, _conditions(), seccomp.pretences()), network)


def _conditions() -> Conditions:
    of_programs = seccomp.conditions(own_pid=0)
    for name in ('kill', 'tgkill', 'prlimit64'):
        del of_programs[name]
    return {
        **of_programs,
        'clone': [[(0, 'low', NEW_NAMESPACES, 0)]],
        'unshare': [[(0, 'low', ALL_BITS, flags)] for flags in UNSHARED],
        'setns': [[(1, 'low', ALL_BITS, namespaces.FLAGS['pid'])]],
        'mount': [[(3, 'low', ALL_BITS, flags), (3, 'high', ALL_BITS, 0)] for flags in MOUNTS],
        'prctl': [[(0, 'low', ALL_BITS, option)] for option in PROCESS_OPTIONS],
        'socket': [[(0, 'low', ALL_BITS, AF_UNIX), (1, 'low', SOCKET_KIND, SOCK_STREAM)]],
    }
