"""Ends programs that hold more than they may of what no resource limit counts for one program alone.

Between two looks a program can take as much memory as the address-space limit allows and write as fast as the disk
accepts; a memory cgroup and a size-capped mount are exact, where a host has them.
"""

import os
import signal
import time

from pool import disk_watch, living_thread, memory_watch

INTERVAL_SECONDS = 0.1
# A look that takes long is followed by a longer pause, so that one program's million files cost its neighbours little.
PAUSE_FACTOR = 4
MAX_THREADS = 64


class RunWatch:
    """Compares each armed process with its ceilings; `proc` is a descriptor of the host's /proc."""

    def __init__(self, proc):
        self.proc = proc
        self.inherited = memory_watch.held_bytes(living_thread.read_status(proc, 'self'))
        self.armed = {}
        self.past = {}

    def arm(self, child, ceilings):
        """From now on `child` is held to `memoryBytes` beside what it inherited and, in tier B, to its `room`.

        `hostPid` is the number under which the host knows it.
        """
        try:
            status = living_thread.read_status(self.proc, ceilings['hostPid'])
        except living_thread.GONE:
            return  # there is nobody left to watch
        before = memory_watch.peak_resident_bytes(status)
        self.armed[child] = {**ceilings, 'due': 0, 'before': before, 'isDone': False}

    def pause_ms(self):
        """How long the caller may wait before it looks again; None while nobody is armed."""
        return int(INTERVAL_SECONDS * 1000) if self.armed else None

    def look(self):
        """Kills every armed process that is past a ceiling."""
        for child, run in self.armed.items():
            started = time.monotonic()
            if child in self.past or started < run['due']:
                continue
            if self._is_past(child, lambda run=run: self._compare(run)):
                os.kill(child, signal.SIGKILL)
            now = time.monotonic()
            run['due'] = now + max(INTERVAL_SECONDS, PAUSE_FACTOR * (now - started)) - 0.005

    def look_last(self, child):
        """The ceiling that a process which says that it is done is past, as {limit, value}, or None."""
        run = self.armed.get(child)
        if run and child not in self.past:
            run['isDone'] = True
            self._is_past(child, lambda: self._compare(run))
        return self.past.get(child)

    def forget(self, child, peak_bytes):
        """What is known of a process that is gone: the ceiling it was past, and by how much its memory had grown at most."""
        run = self.armed.pop(child, None)
        if run is None:
            return {'exceeded': None, 'peakBytes': 0}
        if run['room'] and child not in self.past and not run['isDone']:
            self._is_past(child, lambda: disk_watch.weigh_folders(run['room']))
        return {'exceeded': self.past.pop(child, None), 'peakBytes': max(0, peak_bytes - run['before'])}

    def _is_past(self, child, compare):
        try:
            compare()
        except disk_watch.Past as past:
            limit, value = past.args
            self.past[child] = {'limit': limit, 'value': value}
        except (FileNotFoundError, ProcessLookupError):
            return False  # it has just ended
        except OSError as error:  # what can't be watched doesn't run
            self.past[child] = {'limit': 'unwatched', 'value': error.errno or 0}
        return child in self.past

    def _compare(self, run):
        living_thread.look(self.proc, run['hostPid'], lambda thread, status: self._examine(run, thread, status))

    def _examine(self, run, thread, status):
        memory, room = run['memoryBytes'], run['room']
        if memory_watch.held_bytes(status) - self.inherited > memory:
            raise disk_watch.Past('memory', memory >> 20)
        if room is None:
            return
        if memory_watch.thread_count(status) > MAX_THREADS:
            raise disk_watch.Past('threads', MAX_THREADS)
        weigh = disk_watch.weigh_open if run['isDone'] else disk_watch.weigh
        weigh(room, (self.proc, thread))
