"""Starts one isolated program: prepares the namespaces, forks the process that is locked down, reports how it ended.

Descriptors: 1 and 2 are the program's output; 3 is the channel between the locked process and its supervisor, over
which the code arrives after the supervisor accepted the attestation; 4 is the launcher's own channel, which the
program never holds. The launcher itself never reads a byte that the program or its author controls.
"""

import os
import select
import signal
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

from isolation import filesystem, frames, lockdown  # noqa: E402
from program import execute  # noqa: E402

sys.path.remove(HERE)

CONTROL, REPORT = 3, 4


def main():
    spec = frames.read(REPORT)
    try:
        entered, *folders = prepare(spec)
        child = os.fork()
    except OSError as error:
        frames.write(CONTROL, {'type': 'refused', 'detail': str(error)[:300]})
        return
    if child == 0:
        become_program(spec, entered, folders)
    supervise(child)


def prepare(spec):
    """Builds what the tier needs around this process; raises OSError where the host refuses."""
    if spec['tier'] == 'limits':
        return [], spec['work'], spec['tmp']
    spec['paths'] = filesystem.readonly_paths(spec['readonly'])
    require_landlock(spec)
    if spec['tier'] == 'B':
        return [], spec['work'], spec['tmp']
    from isolation import namespaces

    proc = namespaces.own_proc()
    if spec['outerUser'] is None:
        entered = namespaces.enter(proc)
        build_root(spec)
    else:  # root builds first, while it can read its own folders, and is an ordinary user from then on
        namespaces.unshare_mounts()
        build_root(spec)
        namespaces.become(spec['outerUser'])
        entered = namespaces.enter(proc)
    return entered, filesystem.WORK, filesystem.TMP


def build_root(spec):
    opened = filesystem.Opened(spec['paths'], spec['inputs'])
    filesystem.build_root(opened, spec)


def require_landlock(spec):
    from isolation import capabilities, landlock, seccomp, syscalls  # noqa: F401  while the host can be read

    spec['landlockAbi'] = landlock.abi()
    if syscalls.machine() is None:
        raise OSError(f'no system-call table for {os.uname().machine}: seccomp supports x86-64 and arm64')
    if spec['landlockAbi'] == 0:
        raise OSError('this kernel has no Landlock (Linux 5.13 or newer with CONFIG_SECURITY_LANDLOCK)')


def become_program(spec, entered, folders):
    """The forked child: locks itself down, proves it, and only then receives the code. Never returns."""
    try:
        os.close(REPORT)
        os.setsid()
        os.chdir(folders[0])
        replace_standard_input()
        close_all_but({0, 1, 2, CONTROL})
        execute.set_environment(folders[1])
        layers = lockdown.lock(spec, *folders, entered)
        frames.write(CONTROL, {'type': 'locked', 'layers': layers})
        request = frames.read(CONTROL)
    except EOFError:
        os._exit(0)
    except BaseException as error:
        frames.write(CONTROL, {'type': 'refused', 'detail': f'{type(error).__name__}: {error}'[:300]})
        os._exit(70)
    execute.run(request, CONTROL)


def replace_standard_input():
    descriptor = os.open('/dev/null', os.O_RDONLY)
    os.dup2(descriptor, 0)
    os.close(descriptor)


def close_all_but(kept):
    highest = max(kept)
    for descriptor in range(highest):
        if descriptor not in kept:
            close_quietly(descriptor)
    os.closerange(highest + 1, 4096)


def supervise(child):
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
    code = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == 'darwin' else 1024
    report = {
        'type': 'ended',
        'exitCode': code if code >= 0 else None,
        'signal': signal.Signals(-code).name if code < 0 else None,
        'cpuSeconds': usage.ru_utime + usage.ru_stime,
        'peakBytes': usage.ru_maxrss * unit,
    }
    try:
        frames.write(REPORT, report)
        while os.read(REPORT, 4096):  # the work folder lives as long as this process: wait until it was collected
            pass
    except OSError:
        pass


def close_quietly(descriptor):
    try:
        os.close(descriptor)
    except OSError:
        pass


if __name__ == '__main__':
    main()
