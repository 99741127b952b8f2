"""What a zygote's child becomes: connected, locked down, attested, waiting for its one program."""

import os
import resource
import signal
import socket
from dataclasses import dataclass
from typing import NoReturn

from isolation import canary, descriptors, fixed_limits, frames, limits, lockdown, network_canary, records, shell_canary
from isolation.enclosure import Enclosed
from isolation.specs import ZygoteSpec
from pool import inputs, preload, written_pages
from pool.children import Birth, Nest
from program import execute, randomness, shell
from program.request import Program

CHANNELS = ('control', 'stdout', 'stderr')
REFUSED = 70


@dataclass(frozen=True)
class Origin:
    """All that the children of one zygote have in common.

    `proc` is a descriptor of the host's /proc; `pages` are those that a program will write to, as far as that is known.
    """

    spec: ZygoteSpec
    enclosed: Enclosed
    nest: Nest
    proc: int
    in_use: preload.MemoryInUse
    pages: written_pages.Pages


@dataclass(frozen=True)
class CanaryRequest:
    """Asks for the attempts of a canary, under the limits of a program."""

    canary: bool
    limits: limits.RunLimits


def become(origin: Origin, birth: Birth) -> tuple[Program, int, int]:
    """Returns what `execute.run` needs for the one program; leaves with status 70 when a single step is refused."""
    control = -1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        slots, folders = origin.nest.slots, birth.folders
        host_pid = int(os.readlink('self', dir_fd=origin.proc))
        cgroup = origin.nest.cgroups.enter(birth.number, origin.proc)
        control, *outputs = [_connect(slots.socket, birth.number, channel) for channel in CHANNELS]
        slots.enter(birth.number)
        os.setsid()
        os.chdir(folders.work)
        descriptors.empty_standard_input()
        os.dup2(outputs[0], 1)
        os.dup2(outputs[1], 2)
        descriptors.close_all_but({0, 1, 2, control})
        execute.set_environment(folders.tmp)
        randomness.renew()
        layers = lockdown.lock(origin.spec, origin.enclosed, (folders.work, folders.tmp))
        if birth.pretouch and origin.pages:
            written_pages.copy_ahead(origin.pages)
        elif birth.pretouch:
            preload.exercise(origin.spec.profile)
        execute.renew()
        attested = {
            'layers': {**layers, 'cgroup': cgroup},
            'network': lockdown.network_detail(origin.spec, origin.enclosed),
        }
        frames.write(control, {'type': 'locked', **attested, 'hostPid': host_pid})
        inputs.receive(control)
        request = _read_request(control)
        own = _on_top_of(limits.of(request.limits), origin.in_use)
        if origin.spec.is_for_shells:
            own |= _for_shells(own)
        frames.write(control, {'type': 'limited', 'layers': {'rlimits': limits.enforce(own)}})
        if isinstance(request, CanaryRequest):
            _be_canary(origin, control, host_pid)
        if origin.spec.is_for_shells:
            shell.run(request)
        return request, control, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    except EOFError:
        os._exit(0)
    except BaseException as error:
        _refuse(control, error)


def _read_request(control: int) -> Program | CanaryRequest:
    frame = frames.read(control)
    if isinstance(frame, dict) and 'canary' in frame:
        return records.parse(CanaryRequest, frame)
    return records.parse(Program, frame)


def _be_canary(origin: Origin, control: int, host_pid: int) -> NoReturn:
    spec = origin.spec
    scene = canary.look_around(spec, host_pid)
    if spec.is_for_shells:
        attempts = canary.attempt_each(shell_canary.rows(), spec.tier, scene)
    else:
        more = network_canary.rows(spec.network, origin.enclosed.landlock_abi) if spec.network else ()
        attempts = canary.attempt_all(spec.tier, scene, more)
    frames.write(control, {'type': 'canary', 'attempts': attempts})
    os._exit(0)


def _on_top_of(own: dict[str, int], in_use: preload.MemoryInUse) -> dict[str, int]:
    """The program's limits on top of what the warmed interpreter already has mapped."""
    return {**own, 'DATA': own['DATA'] + in_use.data_bytes, 'AS': own['AS'] + in_use.address_bytes}


def _for_shells(own: dict[str, int]) -> dict[str, int]:
    """Limits of each process that come after those of all together: the mount is full first, and the watch sees too much memory."""
    mount = os.statvfs('.')
    return {'FSIZE': mount.f_blocks * mount.f_frsize, 'DATA': 2 * own['DATA']}


def _connect(path: str, number: int, channel: str) -> int:
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    descriptor = connection.detach()
    frames.write(descriptor, {'type': 'hello', 'id': number, 'channel': channel})
    return descriptor


def _refuse(control: int, error: BaseException) -> NoReturn:
    detail = f'{type(error).__name__}: {error}'[: fixed_limits.TABLE.detail_characters]
    try:
        frames.write(control, {'type': 'refused', 'detail': detail})
    finally:
        os._exit(REFUSED)
