"""Enters the namespaces and the private root of tier A, or gives up root and checks what tier B needs."""

import os
import sys

from . import filesystem, landlock, namespaces, syscalls


def enclose(spec, furnisher):
    """Builds what the tier needs around this process; raises OSError where the host refuses.

    `furnisher(opened, spec)` gives the function that fills the new root. Returns the namespaces that were entered;
    the PID namespace is entered by the next child.
    """
    spec['paths'] = filesystem.readonly_paths(spec['readonly'])
    _require_layers(spec)
    if spec['tier'] == 'B':
        spec['user'] = _give_up_root(spec)
        return []
    proc = namespaces.own_proc()
    if spec['outerUser'] is None:
        entered = namespaces.enter(proc)
        _build_root(spec, furnisher)
    else:  # root builds first, while it can read its own folders, and is an ordinary user from then on
        namespaces.unshare_mounts()
        _build_root(spec, furnisher)
        namespaces.become(spec['outerUser'])
        entered = namespaces.enter(proc)
    os.close(proc)
    return entered


def _give_up_root(spec):
    """Becomes the sandbox's user if that one can read the interpreter and reach the folders; returns who it became."""
    user, work = spec['outerUser'], spec['work']
    imported = [entry for entry in (*sys.path, *spec['readonly']) if os.path.exists(entry)]
    if user is None or not namespaces.can_become(user, imported, [*spec['paths'], os.path.dirname(work)]):
        return None
    os.chown(work, user, user)
    namespaces.become(user)
    return user


def _build_root(spec, furnisher):
    opened = filesystem.Opened(spec['paths'])
    filesystem.build_root(opened, furnisher(opened, spec))


def _require_layers(spec):
    spec['landlockAbi'] = landlock.abi()
    if syscalls.machine() is None:
        raise OSError(f'no system-call table for {os.uname().machine}: seccomp supports x86-64 and arm64')
    if spec['landlockAbi'] == 0:
        raise OSError('this kernel has no Landlock (Linux 5.13 or newer with CONFIG_SECURITY_LANDLOCK)')
