"""Looking at a process through a thread that lives."""

import os
import signal
import threading
from pathlib import Path

import pytest

import forked
from pool import living_thread, memory_watch
from pool.living_thread import Status

MEMORY = 'RssAnon:\t100 kB\n'


def test_a_look_at_a_living_process_gets_its_own_status(proc: int) -> None:
    seen: list[tuple[str, Status]] = []
    living_thread.look(proc, os.getpid(), lambda thread, status: seen.append((thread, status)))
    ((thread, status),) = seen
    assert thread == str(os.getpid())
    assert int(status['Pid']) == os.getpid()


def test_all_its_threads_are_counted() -> None:
    def count() -> object:
        proc = os.open('/proc', os.O_PATH | os.O_DIRECTORY)
        done = threading.Event()
        for _ in range(3):
            threading.Thread(target=done.wait, daemon=True).start()
        return memory_watch.thread_count(living_thread.read_status(proc, 'self'))

    assert forked.run(count) == 4


def test_a_look_at_a_process_that_is_gone_tells_so(proc: int) -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    with pytest.raises((FileNotFoundError, ProcessLookupError)):
        living_thread.look(proc, child, lambda *_: None)


def test_a_look_at_a_dead_process_that_nobody_waited_for_tells_it_is_gone(proc: int) -> None:
    child = os.fork()
    if child == 0:
        signal.pause()
    os.kill(child, signal.SIGKILL)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    with pytest.raises(ProcessLookupError):
        living_thread.look(proc, child, lambda *_: None)
    os.waitpid(child, 0)


def test_where_the_first_thread_has_left_another_one_is_looked_at(tmp_path: Path) -> None:
    proc = show(tmp_path, {'7': 'Threads:\t3\n', '8': 'Threads:\t3\n', '9': f'Threads:\t3\n{MEMORY}'})
    seen: list[str] = []
    living_thread.look(proc, 7, lambda thread, _: seen.append(thread))
    assert seen == ['7/task/9']


def test_a_process_whose_threads_are_all_leaving_has_ended(tmp_path: Path) -> None:
    proc = show(tmp_path, {'7': 'Threads:\t2\n', '8': 'Threads:\t2\n', '9': 'Threads:\t2\n'})
    with pytest.raises(ProcessLookupError):
        living_thread.look(proc, 7, lambda *_: None)


def test_a_process_with_a_thread_that_was_missed_can_not_be_watched(tmp_path: Path) -> None:
    proc = show(tmp_path, {'7': 'Threads:\t3\n', '8': 'Threads:\t3\n', '9': 'Threads:\t3\n'})
    with pytest.raises(BlockingIOError, match='leave faster'):
        living_thread.look(proc, 7, lambda *_: None)


def test_a_look_during_which_the_thread_gave_up_its_memory_is_repeated(tmp_path: Path) -> None:
    proc = show(tmp_path, {'7': f'Threads:\t1\n{MEMORY}'})
    looks: list[str] = []

    def examine(thread: str, _status: Status) -> None:
        looks.append(thread)
        leaving = len(looks) == 1
        (tmp_path / '7/status').write_text('Threads:\t2\n' if leaving else f'Threads:\t2\n{MEMORY}')
        if leaving:
            show(tmp_path, {'8': f'Threads:\t2\n{MEMORY}'})

    living_thread.look(proc, 7, examine)
    assert looks == ['7', '7/task/8']


def test_a_file_is_read_as_far_as_its_limit_and_one_more_piece(tmp_path: Path) -> None:
    proc = show(tmp_path, {})
    (tmp_path / 'maps').write_bytes(b'x' * (1 << 18))
    assert len(living_thread.read(proc, 'maps', limit=1 << 16)) == 2 << 16


def show(folder: Path, threads: dict[str, str]) -> int:
    """A /proc with the process 7, whose other threads are leaving unless they still have memory."""
    for name, status in threads.items():
        place = folder / '7' if name == '7' else folder / '7/task' / name
        place.mkdir(parents=True, exist_ok=True)
        (place / 'status').write_text(status)
        flags = 0 if 'RssAnon' in status else living_thread.PF_EXITING
        (place / 'stat').write_text(f'7 (x) y) R 1 1 1 0 -1 {flags} 0 0')
    return os.open(folder, os.O_RDONLY)
