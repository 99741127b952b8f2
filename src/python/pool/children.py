"""The processes forked from one zygote: born, held to their ceilings and ended on command, reported when they are gone."""

import contextlib
import os
import signal
from dataclasses import dataclass

from isolation import endings, frames
from isolation.cgroup import Cgroups, NoCgroups
from pool import commands, preload
from pool.run_watch import Ceilings, RunWatch
from pool.slots import Folders, Slots

# The exit code of a process that could not be born, which is that of one whose locking was refused.
NOT_BORN = 70


@dataclass(frozen=True)
class Birth:
    """What a forked process was born with: its number, its folders, and whether it touches memory ahead of its program."""

    number: int
    folders: Folders
    pretouch: bool


@dataclass(frozen=True)
class Nest:
    """Where children live, and the cgroups that count for them."""

    slots: Slots
    cgroups: Cgroups | NoCgroups


class Children:
    """Does what the supervisor asks for, and tells it over `channel` what became of it."""

    def __init__(self, nest: Nest, watch: RunWatch, channel: int) -> None:
        self.slots, self.cgroups = nest.slots, nest.cgroups
        self.watch = watch
        self.channel = channel
        self.numbers: dict[int, int] = {}  # of each process that lives, by its process id

    def obey(self, command: commands.Command) -> Birth | None:
        """Does one command; in a forked process it returns what that was born with."""
        match command:
            case commands.Spawn():
                return self._spawn(command)
            case commands.Arm():
                self._arm(command)
            case commands.Finish():  # where it is gone already, the report of its end has said it all
                for child in self._processes(command.id):
                    exceeded = self.watch.look_last(child)
                    frames.write(self.channel, {'type': 'looked', 'id': command.id, 'exceeded': exceeded})
                    os.kill(child, signal.SIGKILL)
            case commands.Kill():
                for child in self._processes(command.id):
                    os.kill(child, signal.SIGKILL)
            case commands.Free():
                with contextlib.suppress(OSError):  # an empty folder is left until this zygote is renewed
                    self.slots.free(command.id)
        return None

    def report_ends(self) -> None:
        """Tells of every process that has ended since it was last called."""
        while self.numbers:
            child, status, usage = os.wait4(-1, os.WNOHANG)
            if child == 0:
                return
            number = self.numbers.pop(child)
            last_word = self.watch.forget(child, usage.ru_maxrss * 1024)
            past_maximum = self.cgroups.end(number)
            end = {
                'type': 'ended',
                'id': number,
                **endings.tell(os.waitstatus_to_exitcode(status)),
                'cpuSeconds': usage.ru_utime + usage.ru_stime,
                'peakBytes': last_word.peak_bytes,
                'exceeded': last_word.exceeded or past_maximum,
                'zygoteBytes': preload.resident_bytes(self.watch.proc),
            }
            frames.write(self.channel, end)

    def _spawn(self, command: commands.Spawn) -> Birth | None:
        number = command.id
        try:
            self.cgroups.make(number)
            folders = self.slots.make(number)
            child = self.slots.fork()
        except OSError:  # the host is out of processes or memory: this one is not born, the others live
            self.cgroups.end(number)
            end = {'type': 'ended', 'id': number, **endings.tell(NOT_BORN), 'cpuSeconds': 0, 'peakBytes': 0}
            frames.write(self.channel, end)
            return None
        if child == 0:
            return Birth(number, folders, command.pretouch)
        self.numbers[child] = number
        return None

    def _arm(self, command: commands.Arm) -> None:
        number = command.id
        self.slots.resize(number, command.disk_bytes)
        self.cgroups.arm(number, self.watch.inherited + command.memory_bytes + command.disk_bytes)
        for child in self._processes(number):
            self.watch.arm(child, Ceilings(command.host_pid, command.memory_bytes, self.slots.room(number)))
        frames.write(self.channel, {'type': 'armed', 'id': number})

    def _processes(self, number: int) -> list[int]:
        return [child for child, known in self.numbers.items() if known == number]
