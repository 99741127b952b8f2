"""A program's input files, received over a real connection."""

import json
import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from pool import inputs

SECOND = 1_000_000_000


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[tuple[socket.socket, socket.socket]]:
    """The supervisor's end and ours, with the working folder of the program as the current one."""
    monkeypatch.chdir(tmp_path)
    supervisor, ours = socket.socketpair()
    with supervisor, ours:
        yield supervisor, ours


def announce(end: socket.socket, frame: object) -> None:
    """Sends a frame."""
    payload = json.dumps(frame).encode()
    end.sendall(struct.pack('>I', len(payload)) + payload)


def test_files_arrive_with_their_bytes_and_times_in_folders_that_are_made(
    ends: tuple[socket.socket, socket.socket], tmp_path: Path
) -> None:
    supervisor, ours = ends
    files = [
        {'name': 'a.txt', 'size': 3, 'mtimeNs': 5 * SECOND},
        {'name': 'in/deep/b.txt', 'size': 2, 'mtimeNs': 7 * SECOND},
        {'name': 'nothing', 'size': 0, 'mtimeNs': 9 * SECOND},
    ]
    announce(supervisor, {'inputs': files, 'empty': []})
    supervisor.sendall(b'abcde')
    inputs.receive(ours.fileno())
    assert (tmp_path / 'a.txt').read_bytes() == b'abc'
    assert (tmp_path / 'in/deep/b.txt').read_bytes() == b'de'
    assert (tmp_path / 'nothing').read_bytes() == b''
    assert [(tmp_path / str(file['name'])).stat().st_mtime_ns for file in files] == [5 * SECOND, 7 * SECOND, 9 * SECOND]


def test_empty_files_are_made_and_the_supervisor_is_told_to_fill_them(
    ends: tuple[socket.socket, socket.socket], tmp_path: Path
) -> None:
    supervisor, ours = ends
    announce(supervisor, {'inputs': [], 'empty': ['large', 'in/large']})
    inputs.receive(ours.fileno())
    assert supervisor.recv(100)[4:] == b'{"type": "made"}'
    assert (tmp_path / 'in/large').read_bytes() == b''


def test_without_files_nothing_is_said(ends: tuple[socket.socket, socket.socket]) -> None:
    supervisor, ours = ends
    announce(supervisor, {'inputs': [], 'empty': []})
    inputs.receive(ours.fileno())
    ours.close()
    assert supervisor.recv(10) == b''


def test_a_file_that_is_there_is_not_written_to(ends: tuple[socket.socket, socket.socket], tmp_path: Path) -> None:
    supervisor, ours = ends
    (tmp_path / 'a').write_text('own')
    announce(supervisor, {'inputs': [{'name': 'a', 'size': 1, 'mtimeNs': 0}], 'empty': []})
    with pytest.raises(FileExistsError):
        inputs.receive(ours.fileno())
    assert (tmp_path / 'a').read_text() == 'own'


def test_a_supervisor_that_leaves_in_the_middle_of_a_file_ends_it(ends: tuple[socket.socket, socket.socket]) -> None:
    supervisor, ours = ends
    announce(supervisor, {'inputs': [{'name': 'a', 'size': 10, 'mtimeNs': 0}], 'empty': []})
    supervisor.sendall(b'abc')
    supervisor.close()
    with pytest.raises(EOFError):
        inputs.receive(ours.fileno())


def test_an_announcement_with_anything_else_is_refused(ends: tuple[socket.socket, socket.socket]) -> None:
    supervisor, ours = ends
    announce(supervisor, {'inputs': [{'name': 'a', 'size': 1, 'mtimeNs': 0, 'mode': 0o777}], 'empty': []})
    with pytest.raises(ValueError, match='mode'):
        inputs.receive(ours.fileno())
