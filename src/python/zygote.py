"""Keeps one warmed interpreter and forks from it, for every program, one process that is locked down before its code arrives.

Descriptor 3 carries commands and events between the supervisor and this process. It never sees a program's code, data
or output: those travel between the supervisor and the forked process over three connections of their own, so nothing
of one program can reach the next. Its environment is empty; it refuses to serve with more than one thread or with
shared writable memory.
"""

import gc
import os
import select
import signal
import sys
from typing import Literal, NoReturn

HERE = os.path.dirname(os.path.abspath(__file__))
if not sys.flags.isolated:  # the first entry is this folder, unless Python was told otherwise
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != HERE]
sys.path.insert(0, HERE)

from isolation import cgroup, enclosure, filesystem, fixed_limits, frames, kernel, lockdown, narrowing, records
from isolation.specs import ZygoteSpec
from pool import commands, forked_process, library, preload, slots, written_pages
from pool.children import Birth, Children, Nest
from pool.run_watch import RunWatch
from program import execute, network
from program.request import Program

sys.path.remove(HERE)

COMMANDS = 3
# What the first process of a PID namespace is called in it, as every program of tier A is.
FIRST_PROCESS = 1


def main() -> tuple[Program, int, int]:
    """Serves until the supervisor is gone; returns only in a forked process, what `execute.run` needs there.

    No frame that knows anything of the host is left above a program.
    """
    spec = records.parse(ZygoteSpec, frames.read(COMMANDS))
    received = library.receive(spec.library, COMMANDS) if spec.library else None
    try:
        proc = os.open('/proc', os.O_PATH | os.O_DIRECTORY)
        cgroups = cgroup.claim(spec.outer_user)
        enclosed = enclosure.enclose(spec, lambda: slots.furnish_for_zygote(spec, received))
        cgroups = cgroups.settle()
        if spec.tier == 'A':
            become_first_process()
        nest = Nest(slots.open_slots(spec, enclosed, proc), cgroups)
        if received:
            enclosed = library.place(spec, enclosed, received)
            narrowing.narrow(spec, enclosed, (spec.work, *cgroups.places))
    except OSError as error:
        refuse('isolation', str(error))
    execute.set_environment(spec.tmp if spec.tier == 'B' else filesystem.TMP)
    preload.load(spec.profile, HERE)
    preload.exercise(spec.profile)
    preload.describe_once(spec.profile)
    if problem := preload.unfit_to_serve(proc):
        refuse('isolation', problem)
    if received:
        take_up(received, library.folder_of(spec))
        received = None
        if problem := preload.unfit_to_serve(proc):
            refuse('threads', problem)
    adapt(spec)
    gc.collect()
    gc.disable()
    gc.freeze()
    # With the standard library alone, running through the usual paths costs less than the pages of a rehearsal.
    is_worth_it = spec.library and spec.profile != 'standard'
    pages = written_pages.learn(proc, lambda: rehearse(spec)) if is_worth_it else written_pages.NONE
    origin = forked_process.Origin(spec, enclosed, nest, proc, preload.memory_in_use(proc), pages)
    frames.write(COMMANDS, {'type': 'ready', 'rssBytes': preload.resident_bytes(proc)})
    return forked_process.become(origin, serve(nest, RunWatch(proc, families=spec.is_for_shells)))


def refuse(kind: Literal['isolation', 'library', 'threads'], detail: str) -> NoReturn:
    """Says why this interpreter does not serve, and ends it."""
    frames.write(COMMANDS, {'type': 'refused', 'kind': kind, 'detail': detail[: fixed_limits.TABLE.message_characters]})
    os._exit(0)


def take_up(received: library.Received, folder: str) -> None:
    """Imports an operator's functions; ends this process where that fails."""
    frames.write(COMMANDS, {'type': 'importing'})
    if problem := library.install(folder, received.preload, HERE):
        refuse('library', problem)


def adapt(spec: ZygoteSpec) -> None:
    """Does once what each process forked from this one would have to do, and write to memory, for itself."""
    execute.adapt()
    if spec.library and not spec.network:
        network.explain_missing()
    if spec.tier == 'A':
        lockdown.program_filter(spec, FIRST_PROCESS)


def rehearse(spec: ZygoteSpec) -> None:
    """What calls of an operator's functions have in common, without any of the functions."""
    gc.enable()
    preload.exercise_little(spec.profile)
    library.rehearse()


def become_first_process() -> None:
    """Continues as PID 1 of the new PID namespace; the process the supervisor started only waits and shares its fate."""
    child = os.fork()
    if child == 0:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        return
    frames.write(COMMANDS, {'type': 'started', 'pid': child})
    os.closerange(0, 256)
    os.waitpid(child, 0)
    os._exit(0)


def serve(nest: Nest, watch: RunWatch) -> Birth:
    """Obeys the supervisor and reports ends; returns only in a forked process, what it was born with."""
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    children = Children(nest, watch, COMMANDS)
    poll = select.poll()
    poll.register(COMMANDS, select.POLLIN)
    poll.register(wake_read, select.POLLIN)
    while True:
        for descriptor, _ in poll.poll(watch.pause_ms()):
            if descriptor == wake_read:
                os.read(wake_read, 4096)
                continue
            try:
                command = commands.parse(frames.read(COMMANDS))
            except EOFError:
                os._exit(0)
            if birth := children.obey(command):
                return birth
        children.report_ends()
        watch.look()


if __name__ == '__main__':
    execute.run(*main())
