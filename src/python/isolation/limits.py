"""Resource limits of one run (setrlimit(2)); hard equals soft, so that no program can raise them."""

import resource
import sys

MEBIBYTE = 1 << 20
# Address space a program may map beside its own data: shared libraries, files, guard pages.
MAPPING_ALLOWANCE = 4096 * MEBIBYTE


def apply(timeout_seconds, memory_bytes, file_bytes, threads):
    """Sets every limit and returns what was set; `threads` is None where the user's other processes would count too."""
    wanted = {
        'CORE': 0,
        'CPU': int(timeout_seconds * 2) + 2,  # a backstop behind the wall clock; two threads may use both cores
        'FSIZE': file_bytes,
        'NOFILE': 256,
        'MEMLOCK': 0,
        'MSGQUEUE': 0,
        'NPROC': threads,
        # Private writable memory, the truth about what a program allocates since Linux 4.7.
        'DATA': memory_bytes,
        'AS': memory_bytes + MAPPING_ALLOWANCE,
    }
    applied = {}
    for name, value in wanted.items():
        kind = getattr(resource, f'RLIMIT_{name}', None)
        if kind is None or value is None or (sys.platform == 'darwin' and name in ('DATA', 'AS')):
            continue
        hard = resource.getrlimit(kind)[1]
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (ceiling, ceiling))
        applied[name] = ceiling
    return applied


def hold(applied):
    """True when the kernel reports exactly these limits."""
    return all(resource.getrlimit(getattr(resource, f'RLIMIT_{n}')) == (v, v) for n, v in applied.items())
