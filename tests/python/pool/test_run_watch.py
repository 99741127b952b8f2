"""The watch of real processes."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from isolation.reports import Exceeded
from pool import run_watch
from pool.disk_watch import FolderRoom, Room
from pool.run_watch import Ceilings, LastWord, RunWatch

MEBIBYTE = 1 << 20


@pytest.fixture
def watch(proc: int) -> RunWatch:
    """A watch that sees this host's processes."""
    return RunWatch(proc)


@pytest.fixture
def child() -> Iterator[int]:
    """A process that holds 40 MiB of its own beside what it inherited."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        block = bytearray(b'x') * (40 * MEBIBYTE)
        os.write(writing, b'x')
        signal.pause()
        del block
    os.read(reading, 1)
    yield pid
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ChildProcessError, ProcessLookupError):
        return


def ended_by(pid: int) -> int:
    """The signal by which a process ended, once it has."""
    return os.WTERMSIG(os.waitpid(pid, 0)[1])


def test_it_never_wakes_while_nobody_is_armed(watch: RunWatch, child: int) -> None:
    assert watch.pause_ms() is None
    watch.arm(child, Ceilings(child, 100 * MEBIBYTE, None))
    assert watch.pause_ms() == 100


def test_a_process_past_its_memory_is_killed_and_its_ceiling_remembered(watch: RunWatch, child: int) -> None:
    watch.arm(child, Ceilings(child, 20 * MEBIBYTE, None))
    watch.look()
    assert ended_by(child) == signal.SIGKILL
    assert watch.forget(child, 0).exceeded == Exceeded('memory', 20)


def test_a_process_below_its_memory_lives(watch: RunWatch, child: int) -> None:
    watch.arm(child, Ceilings(child, 200 * MEBIBYTE, None))
    watch.look()
    assert os.waitpid(child, os.WNOHANG) == (0, 0)
    assert watch.look_last(child) is None


def test_a_last_look_tells_the_ceiling_and_kills_nobody(watch: RunWatch, child: int) -> None:
    watch.arm(child, Ceilings(child, 20 * MEBIBYTE, None))
    assert watch.look_last(child) == Exceeded('memory', 20)
    assert os.waitpid(child, os.WNOHANG) == (0, 0)


def test_a_process_is_looked_at_again_only_after_a_pause(
    watch: RunWatch, child: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_watch, 'time', SimpleNamespace(monotonic=lambda: 7.0))
    watch.arm(child, Ceilings(child, 200 * MEBIBYTE, None))
    watch.look()
    due = watch.armed[child].due
    watch.look()
    assert watch.armed[child].due == due > 0


def test_folders_are_weighed_where_no_mount_holds_them(watch: RunWatch, child: int, tmp_path: Path) -> None:
    (tmp_path / 'work').mkdir()
    (tmp_path / 'work/file').write_bytes(b'x' * 4 * MEBIBYTE)
    room = Room(str(tmp_path), (FolderRoom(f'{tmp_path}/work', 'disk', MEBIBYTE, 10),), MEBIBYTE)
    watch.arm(child, Ceilings(child, 200 * MEBIBYTE, room))
    watch.look()
    assert ended_by(child) == signal.SIGKILL
    assert watch.forget(child, 0).exceeded == Exceeded('disk', MEBIBYTE)


def test_a_process_that_ended_past_its_room_is_found_when_it_is_forgotten(
    watch: RunWatch, child: int, tmp_path: Path
) -> None:
    (tmp_path / 'work').mkdir()
    room = Room(str(tmp_path), (FolderRoom(f'{tmp_path}/work', 'disk', MEBIBYTE, 10),), MEBIBYTE)
    watch.arm(child, Ceilings(child, 200 * MEBIBYTE, room))
    (tmp_path / 'work/file').write_bytes(b'x' * 4 * MEBIBYTE)
    os.kill(child, signal.SIGKILL)
    assert ended_by(child) == signal.SIGKILL
    assert watch.forget(child, 0).exceeded == Exceeded('disk', MEBIBYTE)


def test_what_can_not_be_watched_does_not_run(watch: RunWatch, child: int, tmp_path: Path) -> None:
    (tmp_path / 'work').write_text('no folder')
    room = Room(str(tmp_path), (FolderRoom(f'{tmp_path}/work', 'disk', MEBIBYTE, 10),), MEBIBYTE)
    watch.arm(child, Ceilings(child, 200 * MEBIBYTE, room))
    watch.look()
    assert ended_by(child) == signal.SIGKILL
    assert watch.forget(child, 0).exceeded == Exceeded('unwatched', 20)


def test_of_a_process_that_is_gone_before_it_was_armed_nothing_is_known(watch: RunWatch, child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    watch.arm(child, Ceilings(child, 1, None))
    watch.look()
    assert watch.look_last(child) is None
    assert watch.forget(child, 99) == LastWord(None, 0)


def test_a_process_grew_by_its_peak_above_what_it_was_armed_with(watch: RunWatch, child: int) -> None:
    watch.arm(child, Ceilings(child, 200 * MEBIBYTE, None))
    before = watch.armed[child].before
    assert before > 40 * MEBIBYTE
    assert watch.forget(child, before + 5) == LastWord(None, 5)


def test_with_families_the_memory_of_descendants_counts(proc: int) -> None:
    reading, writing = os.pipe()
    parent = os.fork()
    if parent == 0:
        os.setpgid(0, 0)
        if os.fork() == 0:
            block = bytearray(b'x') * (40 * MEBIBYTE)
            os.write(writing, b'x')
            signal.pause()
            del block
        signal.pause()
        os._exit(1)
    os.read(reading, 1)
    try:
        alone, together = RunWatch(proc), RunWatch(proc, families=True)
        for watch in (alone, together):
            # A fork of these tests holds all that they do, and its child does so again.
            inherited, watch.inherited = watch.inherited, 2 * watch.inherited
            watch.arm(parent, Ceilings(parent, 20 * MEBIBYTE, None))
            assert inherited > 0
        alone.look()
        assert os.waitpid(parent, os.WNOHANG) == (0, 0)
        together.look()
        os.waitid(os.P_PID, parent, os.WEXITED | os.WNOWAIT)
        last_word = together.forget(parent, 0)
        assert last_word.exceeded == Exceeded('memory', 20)
        assert last_word.peak_bytes > 20 * MEBIBYTE
    finally:
        os.killpg(parent, signal.SIGKILL)
        os.waitpid(parent, 0)
