"""What a program keeps on the host's disk, in real folders and of real processes."""

import contextlib
import ctypes
import dataclasses
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import forked
from isolation import kernel
from isolation.reports import Exceeded
from pool import disk_watch
from pool.disk_watch import FolderRoom, PastCeilingError, Room

MEBIBYTE = 1 << 20


def room_of(folder: Path, most_bytes: int = 4 * MEBIBYTE, most_entries: int = 20) -> Room:
    """A room of one folder, which is made."""
    (folder / 'work').mkdir()
    return Room(str(folder), (FolderRoom(f'{folder}/work', 'disk', most_bytes, most_entries),), file_bytes=most_bytes)


@contextlib.contextmanager
def mapped_and_deleted(path: Path) -> Iterator[None]:
    """A file that has no name and no descriptor any more, and is mapped; Python's own mappings keep a descriptor."""
    map_file = kernel.libc.mmap
    map_file.restype = ctypes.c_void_p
    path.write_bytes(b'x' * 4096)
    with open(path, 'rb') as file:
        address = map_file(None, ctypes.c_size_t(4096), 1, 2, file.fileno(), ctypes.c_long(0))
    path.unlink()
    yield
    kernel.libc.munmap(ctypes.c_void_p(address), ctypes.c_size_t(4096))


def past(look: Callable[[], object]) -> Exceeded:
    """The ceiling that a look finds passed."""
    with pytest.raises(PastCeilingError) as found:
        look()
    return found.value.exceeded


def test_a_folder_below_its_ceilings_is_let_be(tmp_path: Path) -> None:
    room = room_of(tmp_path)
    (tmp_path / 'work/inner').mkdir()
    (tmp_path / 'work/inner/file').write_bytes(b'x' * MEBIBYTE)
    (tally,) = disk_watch.weigh_folders(room)
    assert tally.entries == 2
    assert MEBIBYTE <= tally.bytes < 2 * MEBIBYTE


def test_bytes_past_the_ceiling_are_found_in_any_depth(tmp_path: Path) -> None:
    room = room_of(tmp_path)
    (tmp_path / 'work/a/b').mkdir(parents=True)
    (tmp_path / 'work/a/b/file').write_bytes(b'x' * 6 * MEBIBYTE)
    assert past(lambda: disk_watch.weigh_folders(room)) == Exceeded('disk', 4 * MEBIBYTE)


def test_a_sparse_file_weighs_what_it_takes(tmp_path: Path) -> None:
    room = room_of(tmp_path)
    with open(tmp_path / 'work/sparse', 'wb') as file:
        file.truncate(1 << 30)
    assert disk_watch.weigh_folders(room)[0].bytes < MEBIBYTE


def test_files_and_folders_are_counted_together(tmp_path: Path) -> None:
    room = room_of(tmp_path)
    for number in range(11):
        (tmp_path / f'work/{number}').mkdir()
        (tmp_path / f'work/{number}/file').touch()
    assert past(lambda: disk_watch.weigh_folders(room)) == Exceeded('entries', 20)


def test_folders_are_followed_down_to_a_depth(tmp_path: Path) -> None:
    room = room_of(tmp_path, most_entries=200)
    deep = tmp_path / 'work'
    for _ in range(disk_watch.MAX_DEPTH):
        deep /= 'd'
    deep.mkdir(parents=True)
    assert past(lambda: disk_watch.weigh_folders(room)) == Exceeded('depth', disk_watch.MAX_DEPTH)


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    room = room_of(tmp_path)
    (tmp_path / 'elsewhere').write_bytes(b'x' * 8 * MEBIBYTE)
    (tmp_path / 'work/link').symlink_to(tmp_path / 'elsewhere')
    (tmp_path / 'work/folder').symlink_to(tmp_path)
    assert disk_watch.weigh_folders(room)[0].entries == 2


def test_a_folder_that_was_closed_to_its_owner_is_weighed() -> None:
    with tempfile.TemporaryDirectory(dir='/tmp') as name:  # another user than root may reach it
        folder = Path(name)
        folder.chmod(0o755)
        room = room_of(folder)
        (folder / 'work/closed').mkdir()
        (folder / 'work/closed/file').touch()
        (folder / 'work/closed').chmod(0)

        def weigh() -> object:
            if os.geteuid() == 0:  # whom no mode stops
                for path in (folder / 'work', folder / 'work/closed'):
                    os.chown(path, 65534, 65534)
                os.setresuid(65534, 65534, 65534)
            return disk_watch.weigh_folders(room)[0].entries

        assert forked.run(weigh) == 2


def test_every_folder_has_ceilings_of_its_own(tmp_path: Path) -> None:
    room = room_of(tmp_path)
    (tmp_path / 'tmp').mkdir()
    (tmp_path / 'tmp/file').write_bytes(b'x' * 3 * MEBIBYTE)
    scratch = FolderRoom(f'{tmp_path}/tmp', 'scratch', MEBIBYTE, 20)
    both = dataclasses.replace(room, folders=(*room.folders, scratch))
    assert past(lambda: disk_watch.weigh_folders(both)) == Exceeded('scratch', MEBIBYTE)


def test_a_deleted_file_that_is_held_open_is_weighed_once(tmp_path: Path, proc: int) -> None:
    room = room_of(tmp_path)
    with open(tmp_path / 'work/file', 'wb') as file, open(tmp_path / 'work/file', 'rb'):
        file.write(b'x' * 3 * MEBIBYTE)
        file.flush()
        os.unlink(file.name)
        tally = disk_watch.weigh_open(room, (proc, 'self'))
        assert 3 * MEBIBYTE <= tally.bytes < 5 * MEBIBYTE
        file.write(b'x' * 3 * MEBIBYTE)
        file.flush()
        assert past(lambda: disk_watch.weigh_open(room, (proc, 'self'))) == Exceeded('disk', 4 * MEBIBYTE)


def test_an_open_file_that_still_has_its_name_is_weighed_in_its_folder_alone(tmp_path: Path, proc: int) -> None:
    room = room_of(tmp_path)
    with open(tmp_path / 'work/file', 'wb') as file:
        file.write(b'x' * 3 * MEBIBYTE)
        file.flush()
        assert os.fstat(file.fileno()).st_ino not in disk_watch.weigh_open(room, (proc, 'self')).deleted


def test_a_deleted_file_that_is_only_mapped_weighs_as_much_as_a_file_can(tmp_path: Path, proc: int) -> None:
    room = room_of(tmp_path)
    large = dataclasses.replace(room, file_bytes=6 * MEBIBYTE)
    with mapped_and_deleted(tmp_path / 'work/file'):
        disk_watch.weigh_open(large, (proc, 'self'))
        disk_watch.weigh(room, (proc, 'self'))
        assert past(lambda: disk_watch.weigh(large, (proc, 'self'))) == Exceeded('disk', 4 * MEBIBYTE)


def test_what_is_mapped_from_elsewhere_counts_for_nobody(tmp_path: Path, proc: int) -> None:
    room = room_of(tmp_path)
    with mapped_and_deleted(tmp_path.with_name(tmp_path.name + '-elsewhere')):
        disk_watch.weigh(dataclasses.replace(room, file_bytes=1 << 40), (proc, 'self'))


def test_a_list_of_mappings_past_its_length_is_a_ceiling_too(
    tmp_path: Path, proc: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_of(tmp_path)
    monkeypatch.setattr(disk_watch, 'MAX_LISTING_BYTES', 1 << 10)
    assert past(lambda: disk_watch.weigh(room, (proc, 'self'))).limit == 'mappings'
