"""The children of a zygote, as real processes in folders of the host."""

import os
import select
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from isolation import frames
from isolation.cgroup import NoCgroups
from isolation.enclosure import Enclosed
from isolation.specs import ZygoteSpec
from pool import commands, slots
from pool.children import Children, Nest
from pool.run_watch import RunWatch


class Zygote:
    """Children, with the supervisor's end of their channel."""

    def __init__(self, folder: Path, proc: int) -> None:
        spec = ZygoteSpec(
            'B', 'standard', (), None, f'{folder}/supervisor', str(folder), str(folder), None, None, None, None
        )
        reading, writing = os.pipe()
        self.channel = reading
        self.slots = slots.open_slots(spec, Enclosed((), 1), proc)
        self.children = Children(Nest(self.slots, NoCgroups('none here')), RunWatch(proc), writing)

    def spawn(self, number: int) -> int:
        """Has a process born that does nothing until it is killed; gives its process id."""
        if self.children.obey(commands.Spawn(number, pretouch=False)):
            signal.pause()
            os._exit(1)
        return next(child for child, known in self.children.numbers.items() if known == number)

    def said(self) -> list[Any]:
        """What the supervisor has been told since."""
        told = []
        while select.select([self.channel], [], [], 0)[0]:
            told.append(frames.read(self.channel))
        return told

    def end_of(self, child: int) -> list[Any]:
        """The same, once a process has ended."""
        os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
        self.children.report_ends()
        return self.said()


@pytest.fixture
def zygote(tmp_path: Path, proc: int) -> Iterator[Zygote]:
    """A zygote without any child; those that a failed test leaves are ended."""
    made = Zygote(tmp_path, proc)
    yield made
    for child in made.children.numbers:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_a_child_is_born_into_folders_of_its_own(zygote: Zygote, tmp_path: Path) -> None:
    child = zygote.spawn(3)
    assert sorted(str(path.relative_to(tmp_path)) for path in (tmp_path / '3').rglob('*')) == [
        '3/tmp', '3/tmp/matplotlib', '3/work'
    ]  # fmt: skip
    os.kill(child, signal.SIGKILL)
    zygote.end_of(child)


def test_a_child_knows_what_it_was_born_with(zygote: Zygote, tmp_path: Path) -> None:
    reading, writing = os.pipe()
    if birth := zygote.children.obey(commands.Spawn(7, pretouch=True)):
        frames.write(writing, birth)
        os._exit(0)
    folders = {'work': f'{tmp_path}/7/work', 'tmp': f'{tmp_path}/7/tmp'}
    assert frames.read(reading) == {'number': 7, 'folders': folders, 'pretouch': True}
    zygote.end_of(next(iter(zygote.children.numbers)))


def test_the_end_of_a_child_is_told_by_its_number(zygote: Zygote) -> None:
    first, second = zygote.spawn(1), zygote.spawn(2)
    zygote.children.obey(commands.Kill(2))
    (end,) = zygote.end_of(second)
    assert list(end) == ['type', 'id', 'exitCode', 'signal', 'cpuSeconds', 'peakBytes', 'exceeded', 'zygoteBytes']
    assert (end['type'], end['id'], end['exitCode'], end['signal']) == ('ended', 2, None, 'SIGKILL')
    zygote.children.obey(commands.Kill(1))
    assert zygote.end_of(first)[0]['id'] == 1


def test_nothing_is_said_of_a_child_that_lives(zygote: Zygote) -> None:
    child = zygote.spawn(1)
    zygote.children.report_ends()
    assert zygote.said() == []
    os.kill(child, signal.SIGKILL)
    zygote.end_of(child)


def test_an_armed_child_is_held_to_its_ceilings(zygote: Zygote, tmp_path: Path) -> None:
    child = zygote.spawn(1)
    zygote.children.obey(commands.Arm(1, host_pid=child, disk_bytes=1 << 20, memory_bytes=512 << 20))
    assert zygote.said() == [{'type': 'armed', 'id': 1}]
    (tmp_path / '1/work/file').write_bytes(b'x' * (4 << 20))
    zygote.children.watch.look()
    (end,) = zygote.end_of(child)
    assert (end['signal'], end['exceeded']) == ('SIGKILL', {'limit': 'disk', 'value': 1 << 20})


def test_a_child_that_says_it_is_done_is_looked_at_and_then_ended(zygote: Zygote) -> None:
    child = zygote.spawn(1)
    zygote.children.obey(commands.Arm(1, host_pid=child, disk_bytes=1 << 20, memory_bytes=512 << 20))
    zygote.children.obey(commands.Finish(1))
    assert zygote.said()[1:] == [{'type': 'looked', 'id': 1, 'exceeded': None}]
    assert zygote.end_of(child)[0]['signal'] == 'SIGKILL'


def test_a_command_for_a_child_that_is_gone_does_nothing(zygote: Zygote) -> None:
    for command in (commands.Kill(9), commands.Finish(9), commands.Free(9)):
        assert zygote.children.obey(command) is None
    assert zygote.said() == []


def test_the_folders_of_a_child_are_freed_when_it_is_gone(zygote: Zygote, tmp_path: Path) -> None:
    child = zygote.spawn(1)
    zygote.children.obey(commands.Kill(1))
    zygote.end_of(child)
    zygote.children.obey(commands.Free(1))
    assert not (tmp_path / '1').exists()


def test_a_child_that_can_not_be_born_is_told_as_ended_and_the_others_live(
    zygote: Zygote, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> int:
        raise BlockingIOError

    child = zygote.spawn(1)
    monkeypatch.setattr(zygote.slots, 'fork', refuse)
    assert zygote.children.obey(commands.Spawn(2, pretouch=False)) is None
    assert zygote.said() == [
        {'type': 'ended', 'id': 2, 'exitCode': 70, 'signal': None, 'cpuSeconds': 0, 'peakBytes': 0}
    ]
    assert os.waitpid(child, os.WNOHANG) == (0, 0)
    os.kill(child, signal.SIGKILL)
    zygote.end_of(child)
