"""Ends programs that hold more than they may of what no resource limit counts for one program alone.

Between two looks a program can take as much memory as the address-space limit allows and write as fast as the disk
accepts; a memory cgroup and a size-capped mount are exact, where a host has them.
"""

import os
import signal
import time

from pool import disk_watch, memory_watch

INTERVAL_SECONDS = 0.1
# A look that takes long is followed by a longer pause, so that one program's million files cost its neighbours little.
PAUSE_FACTOR = 4
MAX_THREADS = 64


class RunWatch:
    """Compares each armed process with its ceilings; `proc` is a descriptor of the host's /proc."""

    def __init__(self, proc):
        self.proc = proc
        self.inherited = memory_watch.private_bytes(proc, 'self')
        self.armed = {}
        self.ended = {}

    def arm(self, child, ceilings):
        """From now on `child` is held to `memoryBytes` beside what it inherited and, in tier B, to its `room`.

        `hostPid` is the number under which the host knows it.
        """
        self.armed[child] = {**ceilings, 'due': 0}

    def forget(self, child):
        """The ceiling for which this process was ended, as {limit, value}, or None."""
        self.armed.pop(child, None)
        return self.ended.pop(child, None)

    def pause_ms(self):
        """How long the caller may wait before it looks again; None while nobody is armed."""
        return int(INTERVAL_SECONDS * 1000) if self.armed else None

    def look(self):
        """Kills every armed process that is past a ceiling."""
        for child, run in self.armed.items():
            started = time.monotonic()
            if child in self.ended or started < run['due']:
                continue
            try:
                self._compare(run)
            except disk_watch.Past as past:
                limit, value = past.args
                self.ended[child] = {'limit': limit, 'value': value}
                os.kill(child, signal.SIGKILL)
            except (FileNotFoundError, ProcessLookupError):
                continue  # it has just ended
            except OSError as error:  # what can't be watched doesn't run
                self.ended[child] = {'limit': 'unwatched', 'value': error.errno or 0}
                os.kill(child, signal.SIGKILL)
            now = time.monotonic()
            run['due'] = now + max(INTERVAL_SECONDS, PAUSE_FACTOR * (now - started)) - 0.005

    def _compare(self, run):
        host_pid, memory, room = run['hostPid'], run['memoryBytes'], run['room']
        if memory_watch.private_bytes(self.proc, host_pid) - self.inherited > memory:
            raise disk_watch.Past('memory', memory >> 20)
        if room is None:
            return
        if memory_watch.thread_count(self.proc, host_pid) > MAX_THREADS:
            raise disk_watch.Past('threads', MAX_THREADS)
        disk_watch.weigh(room, self.proc, host_pid)
