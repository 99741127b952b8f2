"""Ends programs that hold more memory than they may, whatever trick hides it from RLIMIT_DATA.

Between two looks a program can take as much as the address-space limit allows; a memory cgroup would be exact, where a
host delegates one.
"""

import os
import signal

PAGE = os.sysconf('SC_PAGE_SIZE')
INTERVAL_MS = 100


class MemoryWatch:
    """Compares each armed process with its limit; `proc` is a descriptor of the host's /proc."""

    def __init__(self, proc):
        self.proc = proc
        self.limits = {}
        self.inherited = _private_bytes(proc, 'self')

    def arm(self, child, host_pid, memory_bytes):
        """From now on `child`, which the host knows as `host_pid`, may hold that much beside what it inherited."""
        self.limits[child] = (host_pid, memory_bytes)

    def forget(self, child):
        self.limits.pop(child, None)

    def pause_ms(self):
        """How long the caller may wait before it looks again; None while nobody is armed."""
        return INTERVAL_MS if self.limits else None

    def look(self):
        """Kills every armed process past its limit."""
        for child, (host_pid, limit) in self.limits.items():
            try:
                if _private_bytes(self.proc, host_pid) - self.inherited > limit:
                    os.kill(child, signal.SIGKILL)
            except OSError:
                continue  # it has just ended


def _private_bytes(proc, name):
    descriptor = os.open(f'{name}/statm', os.O_RDONLY, dir_fd=proc)
    try:
        fields = os.read(descriptor, 200).split()
    finally:
        os.close(descriptor)
    return (int(fields[1]) - int(fields[2])) * PAGE
