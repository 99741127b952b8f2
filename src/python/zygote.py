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

HERE = os.path.dirname(os.path.abspath(__file__))
if not sys.flags.isolated:  # the first entry is this folder, unless Python was told otherwise
    sys.path[:] = [entry for entry in sys.path if os.path.abspath(entry) != HERE]
sys.path.insert(0, HERE)

from isolation import cgroup, enclosure, filesystem, frames, kernel, limits  # noqa: E402
from pool import forked_process, preload, slots  # noqa: E402
from pool.run_watch import RunWatch  # noqa: E402
from program import execute  # noqa: E402

sys.path.remove(HERE)

COMMANDS = 3


def main():
    """Serves until the supervisor is gone; returns only in a forked process, what `execute.run` needs there.

    No frame that knows anything of the host is left above a program.
    """
    spec = frames.read(COMMANDS)
    try:
        proc = os.open('/proc', os.O_PATH | os.O_DIRECTORY)
        cgroups = cgroup.claim(spec['outerUser'])
        entered = enclosure.enclose(spec, slots.furnish_for_zygote)
        cgroups = cgroups.settle()
        if spec['tier'] == 'A':
            become_first_process()
        place = slots.open_slots(spec, proc)
    except OSError as error:
        frames.write(COMMANDS, {'type': 'refused', 'detail': str(error)[:300]})
        sys.exit()
    execute.set_environment(spec['tmp'] if spec['tier'] == 'B' else filesystem.TMP)
    preload.load(spec['profile'], HERE)
    preload.exercise(spec['profile'])
    preload.describe_once(spec['profile'])
    problem = preload.unfit_to_serve(proc)
    if problem:
        frames.write(COMMANDS, {'type': 'refused', 'detail': problem})
        sys.exit()
    spec['dataBytes'], spec['addressBytes'] = preload.memory_in_use(proc)
    gc.collect()
    gc.disable()
    gc.freeze()
    frames.write(COMMANDS, {'type': 'ready', 'rssBytes': preload.resident_bytes(proc)})
    return forked_process.become(spec, serve((spec, entered, place, cgroups), proc))


def become_first_process():
    """Continues as PID 1 of the new PID namespace; the process the supervisor started only waits and shares its fate."""
    child = os.fork()
    if child == 0:
        kernel.prctl(kernel.PR_SET_PDEATHSIG, signal.SIGKILL)
        return
    frames.write(COMMANDS, {'type': 'started', 'pid': child})
    os.closerange(0, 256)
    os.waitpid(child, 0)
    os._exit(0)


def serve(world, proc):
    """Forks, kills and frees on command, reports ends; returns only in a forked process, what it was born with."""
    wake_read, wake_write = os.pipe()
    os.set_blocking(wake_write, False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(wake_write, warn_on_full_buffer=False)
    children = {}
    watch = RunWatch(proc)
    poll = select.poll()
    poll.register(COMMANDS, select.POLLIN)
    poll.register(wake_read, select.POLLIN)
    while True:
        for descriptor, _ in poll.poll(watch.pause_ms()):
            if descriptor == wake_read:
                os.read(wake_read, 4096)
                continue
            try:
                command = frames.read(COMMANDS)
            except EOFError:
                os._exit(0)
            if birth := obey(command, children, (*world, watch)):
                return birth
        report_ends(children, watch, world[-1])
        watch.look()


def obey(command, children, world):
    """Does one command; in a forked process it returns what that was born with."""
    _, entered, place, cgroups, watch = world
    number = command['id']
    own = [child for child, known in children.items() if known == number]
    if command['do'] == 'spawn':
        birth = {'id': number, 'pretouch': command['pretouch'], 'entered': entered, 'place': place, 'proc': watch.proc}
        birth['cgroups'] = cgroups
        try:
            cgroups.make(number)
            birth['folders'] = place.make(number)
            child = place.fork()
        except OSError:  # the host is out of processes or memory: this one is not born, the others live
            cgroups.end(number)
            frames.write(COMMANDS, end_of(number, 70))
            return None
        if child == 0:
            return birth
        children[child] = number
    elif command['do'] == 'arm':
        place.resize(number, command['diskBytes'])
        cgroups.arm(number, watch.inherited + command['memoryBytes'] + command['diskBytes'])
        for child in own:
            watch.arm(child, {**command, 'room': place.room(number)})
        frames.write(COMMANDS, {'type': 'armed', 'id': number})
    elif command['do'] == 'finish':
        for child in own:  # where it is gone already, the report of its end has said it all
            frames.write(COMMANDS, {'type': 'looked', 'id': number, 'exceeded': watch.look_last(child)})
            os.kill(child, signal.SIGKILL)
    elif command['do'] == 'kill':
        for child in own:
            os.kill(child, signal.SIGKILL)
    elif command['do'] == 'free':
        try:
            place.free(number)
        except OSError:
            pass  # an empty folder is left until this zygote is renewed
    return None


def report_ends(children, watch, cgroups):
    while children:
        child, status, usage = os.wait4(-1, os.WNOHANG)
        if child == 0:
            return
        number = children.pop(child)
        event = end_of(number, os.waitstatus_to_exitcode(status))
        event.update(watch.forget(child, usage.ru_maxrss * 1024), cpuSeconds=usage.ru_utime + usage.ru_stime)
        past_maximum = cgroups.end(number)
        event['exceeded'] = event['exceeded'] or past_maximum
        event['zygoteBytes'] = preload.resident_bytes(watch.proc)
        frames.write(COMMANDS, event)


def end_of(number, code):
    return {
        'type': 'ended',
        'id': number,
        'exitCode': code if code >= 0 else None,
        'signal': limits.signal_name(-code) if code < 0 else None,
        'cpuSeconds': 0,
        'peakBytes': 0,
    }


if __name__ == '__main__':
    execute.run(*main())
