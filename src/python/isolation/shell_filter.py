"""What a shell and the programs it starts may ask of the kernel: what other programs may, and processes of their own.

It is for tier A alone, where they have process ids of their own and die together. No sockets, not even a pair: with many
processes their buffers would be more memory than any limit counts.
"""

import stat

from isolation import namespaces, seccomp, syscalls
from isolation.seccomp import ALL_BITS, MAP_GROWSDOWN, MAP_HUGETLB, MAP_SHARED, Conditions, Rules

PROCESSES: dict[str, syscalls.Numbers] = {
    'fork': (57, None),
    'vfork': (58, None),
    'execve': (59, 221),
    'setpgid': (109, 154),
    'setsid': (112, 157),
    'tkill': (200, 130),
}

# Harmless in a mount of their own; whoever collects files follows no link and opens no pipe.
LINKS: dict[str, syscalls.Numbers] = {
    'link': (86, None),
    'linkat': (265, 37),
    'symlink': (88, None),
    'symlinkat': (266, 36),
    'mknod': (133, None),
    'mknodat': (259, 33),
}

TABLES = (
    syscalls.FILES, syscalls.WAITING, syscalls.MEMORY, syscalls.THREADS, syscalls.SIGNALS, syscalls.IDENTITY,
    syscalls.CLOCK, syscalls.METADATA, PROCESSES, LINKS,
)  # fmt: skip
# What programs of the system do without where it is missing, but complain about where it is refused.
ABSENT: dict[str, syscalls.Numbers] = {
    **syscalls.ABSENT,
    # It keeps any number of timers, where `alarm` and `setitimer` keep one.
    'timer_create': (222, 107),
    # It hides its flags behind a pointer, and emptying a file opened for reading is one.
    'openat2': (437, 437),
    # Whoever copies a file wants to set its list of rights, of which there is none.
    'setxattr': (188, 5),
    'lsetxattr': (189, 6),
    'fsetxattr': (190, 7),
    'removexattr': (197, 14),
    'lremovexattr': (198, 15),
    'fremovexattr': (199, 16),
}
# Every CLONE_NEW* that clone(2) takes.
NEW_NAMESPACES = sum(namespaces.FLAGS.values())


def rules() -> Rules:
    """For the first process of a shell program and all that come from it."""
    return Rules(TABLES, _conditions(), seccomp.pretences(), ABSENT)


def _conditions() -> Conditions:
    allowed = {name for table in TABLES for name in table}
    of_programs = {name: tests for name, tests in seccomp.conditions(own_pid=0).items() if name in allowed}
    for name in ('kill', 'tgkill'):  # whoever they can name is one of them
        del of_programs[name]
    return {
        **of_programs,
        'clone': [[(0, 'low', NEW_NAMESPACES, 0)]],
        # Shared memory, of which no process seems to hold more than it touched, would escape the watch.
        'mmap': [[(3, 'low', MAP_SHARED | MAP_GROWSDOWN | MAP_HUGETLB, 0)]],
        'mknod': [[(1, 'low', stat.S_IFMT(ALL_BITS), stat.S_IFIFO)]],
        'mknodat': [[(2, 'low', stat.S_IFMT(ALL_BITS), stat.S_IFIFO)]],
    }
