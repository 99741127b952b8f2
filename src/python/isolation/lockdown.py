"""The last steps before untrusted code: limits, privileges, Landlock, seccomp; then a measurement that they hold."""

import errno
import os
import signal
from collections.abc import Callable

from isolation import capabilities, filesystem, fixed_limits, kernel, landlock, limits, reports, seccomp, syscalls
from isolation.enclosure import Enclosed
from isolation.reports import Layer
from isolation.specs import ZygoteSpec

DENIED = (errno.EPERM, errno.EACCES)
# Calls that every program is refused, whatever its tier; and how many namespaces beside that of processes are entered.
PROBED_CALLS = ('socket', 'memfd_create', 'unshare')
ENTERED_NAMESPACES = 6


def lock(spec: ZygoteSpec, enclosed: Enclosed, folders: tuple[str, ...]) -> dict[str, Layer]:
    """Locks this process down as the tier demands and returns what each layer achieved.

    `folders` are the only places it may write to.
    Raises OSError when a step is refused: the caller must exit, never continue. Nothing here can be undone.
    """
    is_enclosed = spec.tier == 'A'
    layers = {'rlimits': limits.enforce(limits.always(fixed_limits.TABLE.threads if is_enclosed else None))}
    capabilities.forbid_new_privileges()
    capabilities.drop_all()
    layers['capabilities'] = reports.measured(capabilities.none_left(), 'none left, no_new_privs')
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    if spec.without != 'landlock':
        writable = [(folder, landlock.READ_WRITE) for folder in folders]
        landlock.restrict([*reading(spec, enclosed), *writable])
    layers['landlock'] = reports.measured(_denied(os.listdir, '/'), f'ABI {enclosed.landlock_abi}')
    if spec.without != 'seccomp':
        seccomp.install(seccomp.for_program(os.getpid(), metadata=is_enclosed))
    refused = [name for name in PROBED_CALLS if kernel.raw(name, 1, 1, 0) == -errno.EPERM]
    listed = sum(len(syscalls.numbers(table)) for table in seccomp.ALLOWED)
    layers['seccomp'] = reports.measured(len(refused) == len(PROBED_CALLS), f'allow-list of {listed} system calls')
    if not is_enclosed:
        return {**_missing('not part of tier B: the host denies user namespaces'), **layers}
    is_alone = len(enclosed.entered) == ENTERED_NAMESPACES and os.getpid() == 1
    namespaces = reports.measured(is_alone, ', '.join([*enclosed.entered, 'pid']))
    own_root = bool(os.statvfs('/').f_flag & os.ST_RDONLY) and not os.path.exists('/home')
    root = reports.measured(own_root, 'own read-only root, size-capped /box and /scratch')
    return {'namespaces': namespaces, 'filesystem': root, **layers}


def reading(spec: ZygoteSpec, enclosed: Enclosed) -> list[tuple[str, int]]:
    """What may be read, and the devices, as rules of Landlock."""
    own = filesystem.OWN_FILES if spec.tier == 'A' else ()
    read_only = [(path, landlock.READ) for path in (*enclosed.readable, *own)]
    return [*read_only, *[(f'/dev/{name}', landlock.DEVICE) for name in filesystem.DEVICES]]


def _missing(reason: str) -> dict[str, Layer]:
    return {name: Layer(False, reason) for name in ('namespaces', 'filesystem')}


def _denied(function: Callable[[str], object], path: str) -> bool:
    try:
        function(path)
    except OSError as error:
        return error.errno in DENIED
    return False
