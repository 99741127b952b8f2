"""System-call numbers as (x86-64, arm64), grouped by what programs need them for.

Source: Linux uapi headers asm/unistd_64.h and asm-generic/unistd.h. None: the architecture has no such call.
"""

import platform
from collections.abc import Mapping

# The numbers of one call, by architecture.
Numbers = tuple[int | None, int | None]

FILES: dict[str, Numbers] = {
    'read': (0, 63),
    'write': (1, 64),
    'readv': (19, 65),
    'writev': (20, 66),
    'pread64': (17, 67),
    'pwrite64': (18, 68),
    'preadv': (295, 69),
    'pwritev': (296, 70),
    'preadv2': (327, 286),
    'pwritev2': (328, 287),
    'lseek': (8, 62),
    'close': (3, 57),
    'close_range': (436, 436),
    'dup': (32, 23),
    'dup2': (33, None),
    'dup3': (292, 24),
    'fcntl': (72, 25),
    'fsync': (74, 82),
    'fdatasync': (75, 83),
    'ftruncate': (77, 46),
    'fadvise64': (221, 223),
    'copy_file_range': (326, 285),
    'sendfile': (40, 71),
    'open': (2, None),
    'openat': (257, 56),
    'creat': (85, None),
    'stat': (4, None),
    'fstat': (5, 80),
    'lstat': (6, None),
    'newfstatat': (262, 79),
    'statx': (332, 291),
    'access': (21, None),
    'faccessat': (269, 48),
    'faccessat2': (439, 439),
    'readlink': (89, None),
    'readlinkat': (267, 78),
    'getdents': (78, None),
    'getdents64': (217, 61),
    'getcwd': (79, 17),
    'chdir': (80, 49),
    'fchdir': (81, 50),
    'mkdir': (83, None),
    'mkdirat': (258, 34),
    'rmdir': (84, None),
    'unlink': (87, None),
    'unlinkat': (263, 35),
    'rename': (82, None),
    'renameat': (264, 38),
    'renameat2': (316, 276),
    'umask': (95, 166),
    'statfs': (137, 43),
    'fstatfs': (138, 44),
    'pipe': (22, None),
    'pipe2': (293, 59),
    'ioctl': (16, 29),
}

WAITING: dict[str, Numbers] = {
    'eventfd': (284, None),
    'eventfd2': (290, 19),
    'poll': (7, None),
    'ppoll': (271, 73),
    'select': (23, None),
    'pselect6': (270, 72),
}

MEMORY: dict[str, Numbers] = {
    'mmap': (9, 222),
    'mprotect': (10, 226),
    'munmap': (11, 215),
    'mremap': (25, 216),
    'madvise': (28, 233),
    'brk': (12, 214),
    'mincore': (27, 232),
    'msync': (26, 227),
}

THREADS: dict[str, Numbers] = {
    'clone': (56, 220),
    'futex': (202, 98),
    'futex_waitv': (449, 449),
    'set_robust_list': (273, 99),
    'get_robust_list': (274, 100),
    'rseq': (334, 293),
    'set_tid_address': (218, 96),
    'sched_yield': (24, 124),
    'sched_getaffinity': (204, 123),
    'sched_getparam': (143, 121),
    'sched_getscheduler': (145, 120),
    'membarrier': (324, 283),
    'getcpu': (309, 168),
    'arch_prctl': (158, None),
    'exit': (60, 93),
    'exit_group': (231, 94),
    'wait4': (61, 260),
    'waitid': (247, 95),
}

SIGNALS: dict[str, Numbers] = {
    'rt_sigaction': (13, 134),
    'rt_sigprocmask': (14, 135),
    'rt_sigreturn': (15, 139),
    'rt_sigpending': (127, 136),
    'rt_sigtimedwait': (128, 137),
    'rt_sigsuspend': (130, 133),
    'sigaltstack': (131, 132),
    'restart_syscall': (219, 128),
    'kill': (62, 129),
    'tgkill': (234, 131),
    'alarm': (37, None),
    'pause': (34, None),
    'setitimer': (38, 103),
    'getitimer': (36, 102),
}

IDENTITY: dict[str, Numbers] = {
    'getpid': (39, 172),
    'getppid': (110, 173),
    'gettid': (186, 178),
    'getuid': (102, 174),
    'geteuid': (107, 175),
    'getgid': (104, 176),
    'getegid': (108, 177),
    'getresuid': (118, 148),
    'getresgid': (120, 150),
    'getgroups': (115, 158),
    'getpgrp': (111, None),
    'getpgid': (121, 155),
    'getsid': (124, 156),
    'getpriority': (140, 141),
    'prctl': (157, 167),
    'uname': (63, 160),
    'sysinfo': (99, 179),
    'getrlimit': (97, 163),
    'prlimit64': (302, 261),
    'getrusage': (98, 165),
    'times': (100, 153),
    'getrandom': (318, 278),
}

CLOCK: dict[str, Numbers] = {
    'nanosleep': (35, 101),
    'clock_nanosleep': (230, 115),
    'clock_gettime': (228, 113),
    'clock_getres': (229, 114),
    'gettimeofday': (96, 169),
    'time': (201, None),
}

# A pair of connected streams inside one process: how asyncio wakes itself. Nothing here can name another socket.
PAIRS: dict[str, Numbers] = {
    'socketpair': (53, 199),
    'sendto': (44, 206),
    'recvfrom': (45, 207),
    'shutdown': (48, 210),
}

# Changing or reading own files by path: harmless in a private mount namespace, not held by every Landlock without one.
METADATA: dict[str, Numbers] = {
    'fallocate': (285, 47),
    'truncate': (76, 45),
    'chmod': (90, None),
    'fchmod': (91, 52),
    'fchmodat': (268, 53),
    'utime': (132, None),
    'utimes': (235, None),
    'utimensat': (280, 88),
    'futimesat': (261, None),
    'getxattr': (191, 8),
    'lgetxattr': (192, 9),
    'fgetxattr': (193, 10),
    'listxattr': (194, 11),
    'llistxattr': (195, 12),
    'flistxattr': (196, 13),
}

# Answered as by a kernel without them, for which C libraries and others are prepared.
ABSENT: dict[str, Numbers] = {
    # It hides its flags behind a pointer; the older `clone` shows them.
    'clone3': (435, 435),
    # It locks what is open for reading too, and so the host's libraries for every process of the host.
    'flock': (73, 32),
}

# Used to build the sandbox or to prove that it holds; never allowed inside it.
SETUP: dict[str, Numbers] = {
    'pivot_root': (155, 41),
    'capget': (125, 90),
    'capset': (126, 91),
    'seccomp': (317, 277),
    'mount_setattr': (442, 442),
    'landlock_create_ruleset': (444, 444),
    'landlock_add_rule': (445, 445),
    'landlock_restrict_self': (446, 446),
    'socket': (41, 198),
    'memfd_create': (319, 279),
    'unshare': (272, 97),
    'ptrace': (101, 117),
    'mount': (165, 40),
    'execve': (59, 221),
    'fork': (57, None),
    'vfork': (58, None),
}

ARCHITECTURES = ('x86_64', 'aarch64')

# AUDIT_ARCH_* of linux/audit.h: a filter must refuse calls made through another architecture's table.
AUDIT_ARCH = {'x86_64': 0xC000003E, 'aarch64': 0xC00000B7}

# Calls newer than this table answer ENOSYS so that C libraries fall back to older ones instead of failing.
FIRST_UNKNOWN = 451


def this_machine() -> str:
    """This machine's name in ARCHITECTURES; raises OSError where no table exists."""
    name = {'arm64': 'aarch64', 'AMD64': 'x86_64'}.get(platform.machine(), platform.machine())
    if name not in ARCHITECTURES:
        raise OSError(f'no system-call table for {platform.machine()}: seccomp supports x86-64 and arm64')
    return name


def numbers(table: Mapping[str, Numbers], architecture: str | None = None) -> dict[str, int]:
    """The table's calls for one architecture as {name: number}."""
    column = ARCHITECTURES.index(architecture or this_machine())
    return {name: number for name, pair in table.items() if (number := pair[column]) is not None}
