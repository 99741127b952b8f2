"""Enters the namespaces and the private root of tier A, or gives up root and checks what tier B needs."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from isolation import filesystem, landlock, namespaces, shell
from isolation.specs import ZygoteSpec


@dataclass(frozen=True)
class Enclosed:
    """What is around a zygote: the paths it may read, the namespaces it is in, the kernel's Landlock, and in tier B whom it became.

    The PID namespace is entered by the next child.
    """

    readable: tuple[str, ...]
    landlock_abi: int
    entered: tuple[str, ...] = ()
    user: int | None = None


# Opens what a new root shows of the host and gives the function that fills that root.
Furnisher = Callable[[], Callable[[str], None]]


def enclose(spec: ZygoteSpec, furnisher: Furnisher) -> Enclosed:
    """Builds what the tier needs around this process; raises OSError where the host refuses."""
    extra: tuple[str, ...] = filesystem.CERTIFICATES if spec.network else ()
    if spec.is_for_shells:
        if spec.tier != 'A':
            raise OSError('shell programs run in tier A only')
        shell.check_host()
        extra = shell.READABLE
    readable = tuple(filesystem.readonly_paths((*spec.readonly, *extra)))
    devices = shell.DEVICES if spec.is_for_shells else filesystem.DEVICES
    abi = landlock.abi()
    if abi == 0:
        raise OSError('this kernel has no Landlock (Linux 5.13 or newer with CONFIG_SECURITY_LANDLOCK)')
    if spec.tier == 'B':
        return Enclosed(readable, abi, user=_give_up_root(spec, readable))
    proc = namespaces.own_proc()
    if spec.outer_user is None:
        entered = namespaces.enter(proc, network=spec.network is not None)
        filesystem.build_root(filesystem.open_all(readable, devices), furnisher())
    else:  # root builds first, while it can read its own folders, and is an ordinary user from then on
        namespaces.unshare_mounts()
        filesystem.build_root(filesystem.open_all(readable, devices), furnisher())
        namespaces.become(spec.outer_user)
        entered = namespaces.enter(proc, network=spec.network is not None)
    os.close(proc)
    return Enclosed(readable, abi, entered)


def _give_up_root(spec: ZygoteSpec, readable: tuple[str, ...]) -> int | None:
    """Becomes the sandbox's user if that one can read the interpreter and reach the folders; returns who it became."""
    user, work = spec.outer_user, spec.work
    imported = [entry for entry in (*sys.path, *spec.readonly) if os.path.exists(entry)]
    if user is None or not namespaces.can_become(user, imported, [*readable, os.path.dirname(work)]):
        return None
    os.chown(work, user, user)
    namespaces.become(user)
    return user
