"""Resource limits of one run (setrlimit(2)); hard equals soft, so that no program can raise them."""

import resource
import signal
import sys

MEBIBYTE = 1 << 20
# Address space a program may map beside its own data: shared libraries, files, guard pages.
MAPPING_ALLOWANCE = 4096 * MEBIBYTE
# Threads of all programs that run as the sandbox's own user, in every service of the host: RLIMIT_NPROC counts per user.
SHARED_THREADS = 1024


def of(spec):
    """What the limits of one program mean to the kernel, {name: value}."""
    memory = spec['memoryMiB'] * MEBIBYTE
    return {
        'CPU': int(spec['timeoutSeconds'] * 2) + 2,  # a backstop behind the wall clock; two threads may use both cores
        'FSIZE': spec['diskMiB'] * MEBIBYTE,
        # Private writable memory, the truth about what a program allocates since Linux 4.7.
        'DATA': memory,
        'AS': memory + MAPPING_ALLOWANCE,
    }


def always(threads):
    """The limits that are the same for every program; `threads` is None where the user's other processes would count."""
    return {'CORE': 0, 'NOFILE': 256, 'MEMLOCK': 0, 'MSGQUEUE': 0, 'STACK': 8 * MEBIBYTE, 'NPROC': threads}


def apply(wanted):
    """Sets soft and hard limits and returns what was set; a limit the host has already set lower stays."""
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


def signal_name(number):
    """The name of the signal that ended a program; most real-time ones have none in Python."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f'number {number}'
