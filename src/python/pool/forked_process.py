"""What a zygote's child becomes: connected, locked down, attested, waiting for its one program."""

import os
import resource
import signal
import socket

from isolation import canary, descriptors, frames, limits, lockdown
from pool import preload
from program import execute, randomness

CHANNELS = ('control', 'stdout', 'stderr')


def become(spec, birth):
    """Returns what `execute.run` needs for the one program; leaves with status 70 when a single step is refused."""
    control = -1
    try:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        place, folders = birth['place'], birth['folders']
        host_pid = int(os.readlink('self', dir_fd=birth['proc']))
        spec['cgroup'] = birth['cgroups'].enter(birth['id'], birth['proc'])
        control, *outputs = [_connect(place.socket, birth['id'], channel) for channel in CHANNELS]
        place.enter(birth['id'])
        os.setsid()
        os.chdir(folders[0])
        descriptors.empty_standard_input()
        os.dup2(outputs[0], 1)
        os.dup2(outputs[1], 2)
        descriptors.close_all_but({0, 1, 2, control})
        execute.set_environment(folders[1])
        randomness.renew()
        layers = lockdown.lock(spec, folders, birth['entered'])
        if birth['pretouch']:
            preload.exercise(spec['profile'])
        execute.prepare()
        frames.write(control, {'type': 'locked', 'layers': layers, 'hostPid': host_pid})
        _receive_inputs(control, frames.read(control))
        request = frames.read(control)
        frames.write(control, {'type': 'limited', 'layers': lockdown.limit(_limits_of(request['limits'], spec))})
        if 'canary' in request:
            _be_canary(spec, control, host_pid)
    except EOFError:
        os._exit(0)
    except BaseException as error:
        _refuse(control, error)
    return request, control, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _be_canary(spec, control, host_pid):
    attempts = canary.attempt_all(spec['tier'], canary.look_around(spec, host_pid))
    frames.write(control, {'type': 'canary', 'attempts': attempts})
    os._exit(0)


def _receive_inputs(control, frame):
    # Times are kept, so that the collector sees which inputs the program changed.
    for item in frame['inputs']:
        with _new_file(item['name']) as file:
            left = item['size']
            while left:
                part = os.read(control, min(left, 1 << 20))
                if not part:
                    raise EOFError
                file.write(part)
                left -= len(part)
        os.utime(item['name'], ns=(item['mtimeNs'], item['mtimeNs']))
    for name in frame['empty']:
        _new_file(name).close()
    if frame['empty']:
        frames.write(control, {'type': 'made'})  # the supervisor fills them before it sends the program


def _new_file(name):
    if '/' in name:
        os.makedirs(os.path.dirname(name), exist_ok=True)
    return open(name, 'xb', buffering=0)


def _limits_of(wanted, spec):
    """The program's limits on top of what the warmed interpreter already has mapped."""
    own = limits.of(wanted)
    return {**own, 'DATA': own['DATA'] + spec['dataBytes'], 'AS': own['AS'] + spec['addressBytes']}


def _connect(path, number, channel):
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(path)
    descriptor = connection.detach()
    frames.write(descriptor, {'type': 'hello', 'id': number, 'channel': channel})
    return descriptor


def _refuse(control, error):
    try:
        frames.write(control, {'type': 'refused', 'detail': f'{type(error).__name__}: {error}'[:300]})
    finally:
        os._exit(70)
