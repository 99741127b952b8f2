"""The last steps before untrusted code: limits, privileges, Landlock, seccomp; then a measurement that they hold."""

import errno
import functools
import os
import signal
from collections.abc import Callable

from isolation import (
    capabilities,
    filesystem,
    fixed_limits,
    kernel,
    landlock,
    limits,
    network_calls,
    reports,
    seccomp,
    shell,
    shell_filter,
    syscalls,
)
from isolation.enclosure import Enclosed
from isolation.reports import Layer
from isolation.specs import Network, ZygoteSpec

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
        rights = landlock.READ_WRITE_LINK if spec.is_for_shells else landlock.READ_WRITE
        writable = [(folder, rights) for folder in folders]
        landlock.restrict([*reading(spec, enclosed), *writable], spec.network)
    layers['landlock'] = reports.measured(_denied(os.listdir, '/'), f'ABI {enclosed.landlock_abi}')
    rules = _rules(spec.tier, spec.network, spec.is_for_shells, os.getpid())
    if spec.without != 'seccomp':
        seccomp.install(program_filter(spec, os.getpid()))
    refused = [name for name in PROBED_CALLS if kernel.raw(name, 1, 1, 0) == -errno.EPERM]
    listed = sum(len(syscalls.numbers(table)) for table in rules.tables)
    layers['seccomp'] = reports.measured(len(refused) == len(PROBED_CALLS), f'allow-list of {listed} system calls')
    if not is_enclosed:
        return {**_missing('not part of tier B: the host denies user namespaces'), **layers}
    expected = ENTERED_NAMESPACES - (spec.network is not None)
    is_alone = len(enclosed.entered) == expected and os.getpid() == 1
    shared = "; the network is the host's" if spec.network else ''
    namespaces = reports.measured(is_alone, ', '.join([*enclosed.entered, 'pid']) + shared)
    own_root = bool(os.statvfs('/').f_flag & os.ST_RDONLY) and not os.path.exists('/home')
    root = reports.measured(own_root, 'own read-only root, size-capped /box and /scratch')
    return {'namespaces': namespaces, 'filesystem': root, **layers}


def program_filter(spec: ZygoteSpec, own_pid: int) -> bytes:
    """The filter of a program with that process id; one that was built before a fork is there in the child."""
    return _built_filter(spec.tier, spec.network, spec.is_for_shells, own_pid)


@functools.cache  # by what programs may know, for they can find its keys
def _built_filter(tier: str, network: Network | None, for_shells: bool, own_pid: int) -> bytes:
    return seccomp.build_filter(syscalls.this_machine(), _rules(tier, network, for_shells, own_pid))


def network_detail(spec: ZygoteSpec, enclosed: Enclosed) -> str | None:
    """What holds a program to its network: the kernel, and beyond that the interpreter alone."""
    if spec.network is None:
        return None
    if spec.network.ports is None:
        return (
            "the host's network, also what listens on its loopback: outgoing TCP and UDP; nothing can listen (seccomp)"
        )
    ports = ', '.join(map(str, sorted(spec.network.ports)))[:100]
    if enclosed.landlock_abi < landlock.TCP_ABI:
        return (
            f'outgoing TCP only, nothing can listen (seccomp); ports {ports} and the hosts are held by the interpreter'
        )
    return f'kernel: outgoing TCP only (seccomp), to ports {ports} of any address (Landlock); interpreter: the hosts'


def reading(spec: ZygoteSpec, enclosed: Enclosed) -> list[tuple[str, int]]:
    """What may be read, and the devices, as rules of Landlock."""
    own = list(filesystem.OWN_FILES) if spec.tier == 'A' else []
    if spec.network and (spec.tier == 'A' or spec.network.ports is None):
        own += filesystem.RESOLVER_FILES
    rights, devices = landlock.READ, filesystem.DEVICES
    executable: tuple[str, ...] = ()
    if spec.is_for_shells:
        rights, devices = landlock.READ & ~landlock.EXECUTE, shell.DEVICES
        executable = shell.EXECUTABLE
    return [
        *[(path, rights) for path in (*enclosed.readable, *own)],
        *[(path, landlock.EXECUTE) for path in executable],
        *[(f'/dev/{name}', landlock.DEVICE) for name in devices],
    ]


def _rules(tier: str, network: Network | None, for_shells: bool, own_pid: int) -> seccomp.Rules:
    if for_shells:
        return shell_filter.rules()
    return network_calls.permit(seccomp.for_program(own_pid, metadata=tier == 'A'), network)


def _missing(reason: str) -> dict[str, Layer]:
    return {name: Layer(False, reason) for name in ('namespaces', 'filesystem')}


def _denied(function: Callable[[str], object], path: str) -> bool:
    try:
        function(path)
    except OSError as error:
        return error.errno in DENIED
    return False
