"""Ends programs that hold more than they may of what no resource limit counts for one program alone.

Between two looks a program can take as much memory as the address-space limit allows and write as fast as the disk
accepts; a memory cgroup and a size-capped mount are exact, where a host has them.
"""

import functools
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from isolation import fixed_limits
from isolation.reports import Exceeded
from pool import disk_watch, family, living_thread, memory_watch

INTERVAL_SECONDS = 0.1
# A look that takes long is followed by a longer pause, so that one program's million files cost its neighbours little.
PAUSE_FACTOR = 4
MAX_THREADS = fixed_limits.TABLE.threads


@dataclass(frozen=True)
class Ceilings:
    """What a process, which the host knows as `host_pid`, may hold beside what it inherited; its room in tier B."""

    host_pid: int
    memory_bytes: int
    room: disk_watch.Room | None


@dataclass(frozen=True)
class LastWord:
    """What is known of a process that is gone: the ceiling it was past, and by how much its memory had grown at most."""

    exceeded: Exceeded | None
    peak_bytes: int


@dataclass
class _Run:
    """One armed process: what it held before, when the next look is due, the most its family was seen to hold, whether it says that it is done."""

    ceilings: Ceilings
    before: int
    due: float = 0
    most_held: int = 0
    is_done: bool = False


class RunWatch:
    """Compares each armed process with its ceilings; `proc` is a descriptor of the host's /proc.

    With `families` it counts for each what its descendants hold, too, which then have mounts that hold their files.
    """

    def __init__(self, proc: int, families: bool = False) -> None:
        self.proc = proc
        self.families = families
        self.inherited = memory_watch.held_bytes(living_thread.read_status(proc, 'self'))
        self.armed: dict[int, _Run] = {}
        self.past: dict[int, Exceeded] = {}

    def arm(self, child: int, ceilings: Ceilings) -> None:
        """From now on `child` is held to its ceilings."""
        try:
            status = living_thread.read_status(self.proc, str(ceilings.host_pid))
        except living_thread.GONE:
            return  # there is nobody left to watch
        self.armed[child] = _Run(ceilings, memory_watch.peak_resident_bytes(status))

    def pause_ms(self) -> int | None:
        """How long the caller may wait before it looks again; None while nobody is armed."""
        return int(INTERVAL_SECONDS * 1000) if self.armed else None

    def look(self) -> None:
        """Kills every armed process that is past a ceiling."""
        for child, run in self.armed.items():
            started = time.monotonic()
            if child in self.past or started < run.due:
                continue
            if self._is_past(child, functools.partial(self._compare, run)):
                os.kill(child, signal.SIGKILL)
            now = time.monotonic()
            run.due = now + max(INTERVAL_SECONDS, PAUSE_FACTOR * (now - started)) - 0.005

    def look_last(self, child: int) -> Exceeded | None:
        """The ceiling that a process which says that it is done is past."""
        run = self.armed.get(child)
        if run and child not in self.past:
            run.is_done = True
            self._is_past(child, functools.partial(self._compare, run))
        return self.past.get(child)

    def forget(self, child: int, peak_bytes: int) -> LastWord:
        """What is known of a process that is gone, which had `peak_bytes` of memory at most."""
        run = self.armed.pop(child, None)
        if run is None:
            return LastWord(None, 0)
        room = run.ceilings.room
        if room and child not in self.past and not run.is_done:
            self._is_past(child, functools.partial(disk_watch.weigh_folders, room))
        return LastWord(self.past.pop(child, None), max(0, peak_bytes - run.before, run.most_held))

    def _is_past(self, child: int, compare: Callable[[], object]) -> bool:
        try:
            compare()
        except disk_watch.PastCeilingError as past:
            self.past[child] = past.exceeded
        except (FileNotFoundError, ProcessLookupError):
            return False  # it has just ended
        except OSError as error:  # what can't be watched doesn't run
            self.past[child] = Exceeded('unwatched', error.errno or 0)
        return child in self.past

    def _compare(self, run: _Run) -> None:
        host_pid = run.ceilings.host_pid
        if not self.families:
            living_thread.look(self.proc, host_pid, functools.partial(self._examine, run))
            return
        held = family.held_bytes(self.proc, host_pid) - self.inherited
        run.most_held = max(run.most_held, held)
        self._compare_memory(run, held)

    def _examine(self, run: _Run, thread: str, status: living_thread.Status) -> None:
        self._compare_memory(run, memory_watch.held_bytes(status) - self.inherited)
        room = run.ceilings.room
        if room is None:
            return
        if memory_watch.thread_count(status) > MAX_THREADS:
            raise disk_watch.PastCeilingError('threads', MAX_THREADS)
        weigh = disk_watch.weigh_open if run.is_done else disk_watch.weigh
        weigh(room, (self.proc, thread))

    def _compare_memory(self, run: _Run, held: int) -> None:
        memory = run.ceilings.memory_bytes
        if held > memory:
            raise disk_watch.PastCeilingError('memory', memory >> 20)
