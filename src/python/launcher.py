"""Starts one program in a fresh process: in tier C under Seatbelt, or under resource limits alone.

Descriptors: 1 and 2 are the program's output; 3 is the channel between the locked process and its supervisor, over
which the code arrives; 4 is the launcher's own channel, which the
program never holds. The launcher itself never reads a byte that the program or its author controls. It stays outside of
Seatbelt, which a process enters once and for good: its child enters alone, after everything else is done.
"""

import contextlib
import importlib
import os
import select
import signal
import sys
import traceback
from dataclasses import replace
from typing import NoReturn

HERE = os.path.dirname(os.path.abspath(__file__))
if not sys.flags.isolated:  # the first entry is this folder, unless Python was told otherwise
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != HERE]
sys.path.insert(0, HERE)

from isolation import descriptors, endings, fixed_limits, frames, kernel, limits, records, seatbelt
from isolation.specs import LaunchSpec, PlacedLibrary
from program import execute, network
from program.request import Program

sys.path.remove(HERE)

CONTROL, REPORT = 3, 4
REFUSED = 70


def main() -> tuple[Program, int]:
    """Supervises one program to its end; returns only in the forked child, what `execute.run` needs there.

    No frame that knows anything of the host is left above a program.
    """
    spec = records.parse(LaunchSpec, frames.read(REPORT))
    child = os.fork()
    if child == 0:
        return become_program(spec)
    supervise(child)
    sys.exit()


def become_program(spec: LaunchSpec) -> tuple[Program, int]:
    """The forked child: limits itself and only then receives the code."""
    try:
        if sys.platform == 'linux':
            kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        os.setsid()
        os.chdir(spec.work)
        host = seatbelt.Host(os.path.expanduser('~'), HERE)
        descriptors.empty_standard_input()
        descriptors.close_all_but({0, 1, 2, CONTROL})
        execute.set_environment(spec.tmp)
        execute.prepare()
        rlimits = limits.enforce({**limits.always(None), **limits.of(spec)})
        if sys.platform == 'darwin':
            rlimits = replace(rlimits, detail=rlimits.detail + '; macOS has no limit of memory')
        layers = {'rlimits': rlimits}
        if spec.tier == 'C':
            layers['seatbelt'] = seatbelt.lock(spec, host)
        frames.write(CONTROL, {'type': 'locked', 'layers': layers})
        frame = frames.read(CONTROL)
        if frame == {'canary': True}:
            be_canary(spec, host.home)
        program = records.parse(Program, frame)
        if spec.library:
            take_up(spec.library)
            if spec.tier == 'C':
                network.explain_missing()
        return program, CONTROL
    except EOFError:
        os._exit(0)
    except BaseException as error:
        detail = f'{type(error).__name__}: {error}'[: fixed_limits.TABLE.detail_characters]
        frames.write(CONTROL, {'type': 'refused', 'detail': detail})
        os._exit(REFUSED)


def take_up(placed: PlacedLibrary) -> None:
    """Makes an operator's functions importable, here where everything is locked; a failure ends this process as a program's own."""
    sys.path.insert(0, HERE)
    try:
        importlib.import_module('function_library').install(placed.folder, placed.preload)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    sys.path[:] = [entry for entry in sys.path if entry != HERE]


def be_canary(spec: LaunchSpec, home: str) -> NoReturn:
    """Tries what tier C forbids, and reports; the bait lies beside the working folder."""
    from isolation import seatbelt_canary  # it needs modules that a program may do without

    outside = os.path.dirname(spec.work)
    scene = seatbelt_canary.Scene(outside, f'{outside}/canary', home, os.getppid())
    frames.write(CONTROL, {'type': 'canary', 'attempts': seatbelt_canary.attempt_all(scene)})
    os._exit(0)


def supervise(child: int) -> None:
    """Waits for the program, kills it when told or when the supervisor is gone, reports the kernel's verdict."""
    os.close(CONTROL)
    quiet = os.open('/dev/null', os.O_RDWR)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    ended = os.wait4(child, os.WNOHANG)
    while ended[0] == 0:
        readable = select.select([wake_read, REPORT], [], [])[0]
        if wake_read in readable:
            os.read(wake_read, 64)
        if REPORT in readable:  # the word to kill, or the end of the supervisor
            os.kill(child, signal.SIGKILL)
            ended = os.wait4(child, 0)
        else:
            ended = os.wait4(child, os.WNOHANG)
    _, status, usage = ended
    report = {
        'type': 'ended',
        **endings.tell(os.waitstatus_to_exitcode(status)),
        'cpuSeconds': usage.ru_utime + usage.ru_stime,
        'peakBytes': usage.ru_maxrss * (1 if sys.platform == 'darwin' else 1024),
    }
    with contextlib.suppress(OSError):
        frames.write(REPORT, report)
        while os.read(REPORT, 4096):  # the work folder lives as long as this process: wait until it was collected
            pass


if __name__ == '__main__':
    execute.run(*main())
