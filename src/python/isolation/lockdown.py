"""The last steps before untrusted code: limits, privileges, Landlock, seccomp; then a measurement that they hold."""

import errno
import os
import signal

from . import capabilities, filesystem, kernel, landlock, limits, seccomp, syscalls

DENIED = (errno.EPERM, errno.EACCES)


def limit(wanted):
    """Sets resource limits and returns the layer they make."""
    applied = limits.apply(wanted)
    return {'rlimits': _layer(limits.hold(applied), ', '.join(f'{name} {value}' for name, value in applied.items()))}


def lock(spec, folders, entered):
    """Locks this process down as the tier in `spec` demands and returns what each layer achieved.

    `folders` are the only places it may write to, `entered` the namespaces it is in.
    Raises OSError when a step is refused: the caller must exit, never continue. Nothing here can be undone.
    """
    tier = spec['tier']
    layers = limit(limits.always(64 if tier == 'A' else None))
    capabilities.forbid_new_privileges()
    capabilities.drop_all()
    layers['capabilities'] = _layer(capabilities.none_left(), 'none left, no_new_privs')
    kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
    own = filesystem.OWN_FILES if tier == 'A' else ()
    read_only = [(path, landlock.READ) for path in (*spec['paths'], *own)]
    devices = [(f'/dev/{name}', landlock.DEVICE) for name in filesystem.DEVICES]
    if spec['without'] != 'landlock':
        writable = [(folder, landlock.READ_WRITE) for folder in folders]
        landlock.restrict([*read_only, *devices, *writable])
    layers['landlock'] = _layer(_denied(os.listdir, '/'), f'ABI {spec["landlockAbi"]}')
    if spec['without'] != 'seccomp':
        seccomp.install(metadata=tier == 'A')
    refused = [name for name in ('socket', 'memfd_create', 'unshare') if kernel.raw(name, 1, 1, 0) == -errno.EPERM]
    listed = sum(len(syscalls.numbers(table)) for table in seccomp.ALLOWED)
    layers['seccomp'] = _layer(len(refused) == 3, f'allow-list of {listed} system calls')
    if tier == 'A':
        layers['namespaces'] = _layer(len(entered) == 6 and os.getpid() == 1, ', '.join([*entered, 'pid']))
        own_root = bool(os.statvfs('/').f_flag & os.ST_RDONLY) and not os.path.exists('/home')
        layers['filesystem'] = _layer(own_root, 'own read-only root, size-capped /box and /scratch')
    layers['cgroup'] = spec['cgroup']
    return _with_missing(layers, 'not part of tier B: the host denies user namespaces')


def _with_missing(layers, reason):
    missing = {name: {'active': False, 'detail': reason} for name in ('namespaces', 'filesystem')}
    return {**missing, **layers}


def _layer(active, detail):
    return {'active': active, 'detail': detail if active else f'not in force ({detail})'}


def _denied(function, *arguments):
    try:
        function(*arguments)
    except OSError as error:
        return error.errno in DENIED
    return False
