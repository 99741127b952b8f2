"""Resource limits of one run (setrlimit(2)); hard equals soft, so that no program can raise them."""

import resource
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from isolation import fixed_limits, reports
from isolation.reports import Layer

MEBIBYTE = 1 << 20
# Address space a program may map beside its own data: shared libraries, files, guard pages.
MAPPING_ALLOWANCE = 4096 * MEBIBYTE
# Threads of all programs that run as the sandbox's own user, in every service of the host: RLIMIT_NPROC counts per user.
SHARED_THREADS = 1024


@dataclass(frozen=True)
class RunLimits:
    """What one program may use, as its caller says it."""

    timeout_seconds: float
    memory_mib: int
    output_mib: float
    disk_mib: int


def of(run: RunLimits) -> dict[str, int]:
    """What the limits of one program mean to the kernel, {name: value}."""
    memory = run.memory_mib * MEBIBYTE
    return {
        'CPU': int(run.timeout_seconds * 2) + 2,  # a backstop behind the wall clock; two threads may use both cores
        'FSIZE': run.disk_mib * MEBIBYTE,
        # Private writable memory, the truth about what a program allocates since Linux 4.7.
        'DATA': memory,
        'AS': memory + MAPPING_ALLOWANCE,
    }


def always(threads: int | None) -> dict[str, int | None]:
    """The limits that are the same for every program; `threads` is None where the user's other processes would count."""
    fixed = {'CORE': 0, 'NOFILE': fixed_limits.TABLE.open_files, 'MEMLOCK': 0, 'MSGQUEUE': 0, 'STACK': 8 * MEBIBYTE}
    return {**fixed, 'NPROC': threads}


def enforce(wanted: Mapping[str, int | None]) -> Layer:
    """Sets limits and returns the layer they make."""
    applied = apply(wanted)
    return reports.measured(hold(applied), ', '.join(f'{name} {value}' for name, value in applied.items()))


def apply(wanted: Mapping[str, int | None]) -> dict[str, int]:
    """Sets soft and hard limits and returns what was set; a limit the host has already set lower stays."""
    applied: dict[str, int] = {}
    for name, value in wanted.items():
        kind = getattr(resource, f'RLIMIT_{name}', None)
        if kind is None or value is None or (sys.platform == 'darwin' and name in ('DATA', 'AS')):
            continue
        hard = resource.getrlimit(kind)[1]
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (ceiling, ceiling))
        applied[name] = ceiling
    return applied


def hold(applied: Mapping[str, int]) -> bool:
    """True when the kernel reports exactly these limits."""
    return all(resource.getrlimit(getattr(resource, f'RLIMIT_{n}')) == (v, v) for n, v in applied.items())
