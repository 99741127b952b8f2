"""Weighs what a program keeps on the host's disk, where no size-capped mount holds it (tier B).

Counted are its folders, and the files it deleted while it still holds them open or mapped: their space is not free
before it ends. Every look is bounded: it stops at the first ceiling that is passed.
"""

import os
import stat
from dataclasses import dataclass

from isolation.reports import Exceeded
from pool import living_thread

MAX_DEPTH = 64
MAX_LISTING_BYTES = 2 << 20
# What a file system may need for itself beside the bytes of files.
OVERHEAD_BYTES = 1 << 20
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True)
class FolderRoom:
    """What one folder may hold, and the name of the ceiling on its bytes."""

    path: str
    limit: str
    most_bytes: int
    most_entries: int


@dataclass(frozen=True)
class Room:
    """What one process may keep on disk: its folders below `base`, and how large a single file can be."""

    base: str
    folders: tuple[FolderRoom, ...]
    file_bytes: int


class PastCeilingError(Exception):
    """A process is past a ceiling."""

    def __init__(self, limit: str, value: int) -> None:
        super().__init__(limit, value)
        self.exceeded = Exceeded(limit, value)


def weigh(room: Room, process: tuple[int, str]) -> None:
    """Raises PastCeilingError when the process keeps more than `room` allows.

    `process` is /proc and the place of a living thread in it.
    """
    tally = weigh_open(room, process)
    for _inode in _deleted_mappings(_read_maps(*process), room.base) - tally.deleted:
        tally.add(room.file_bytes)  # nothing tells its size any more


def weigh_open(room: Room, process: tuple[int, str]) -> 'Tally':
    """The same, without files that were deleted and closed and are only mapped; returns the tally of the first folder."""
    tally = weigh_folders(room)[0]
    _weigh_deleted(process, tally)
    return tally


def weigh_folders(room: Room) -> list['Tally']:
    """The same of the folders alone, whether or not the process still lives; returns their tallies."""
    return [_weigh_folder(folder) for folder in room.folders]


class Tally:
    """Adds up the files of one folder against its two ceilings, and remembers which deleted ones it has counted."""

    def __init__(self, folder: FolderRoom) -> None:
        self.folder = folder
        self.bytes = self.entries = 0
        self.deleted: set[int] = set()

    def add(self, size: int) -> None:
        self.bytes += size
        self.entries += 1
        if self.bytes > self.folder.most_bytes + OVERHEAD_BYTES:
            raise PastCeilingError(self.folder.limit, self.folder.most_bytes)
        if self.entries > self.folder.most_entries:
            raise PastCeilingError('entries', self.folder.most_entries)


def _weigh_folder(folder: FolderRoom) -> Tally:
    tally = Tally(folder)
    _weigh_below(os.open(folder.path, FOLDER), tally, 1)
    return tally


def _weigh_below(folder: int, tally: Tally, depth: int) -> None:
    """Weighs an opened folder and closes it; what vanishes meanwhile weighs nothing."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                    tally.add(status.st_blocks * 512)
                    if stat.S_ISDIR(status.st_mode):
                        if depth == MAX_DEPTH:
                            raise PastCeilingError('depth', MAX_DEPTH)
                        _weigh_below(open_below(folder, entry.name), tally, depth + 1)
                except (FileNotFoundError, NotADirectoryError):
                    continue
    finally:
        os.close(folder)


def open_below(folder: int, name: str) -> int:
    """Opens a folder in an opened folder, whatever rights the program made it with."""
    try:
        return os.open(name, FOLDER, dir_fd=folder)
    except PermissionError:  # made without the right to list it; programs can make no links, so this is a folder
        os.chmod(name, 0o700, dir_fd=folder)
        return os.open(name, FOLDER, dir_fd=folder)


def _weigh_deleted(process: tuple[int, str], tally: Tally) -> None:
    proc, thread = process
    descriptors = os.open(f'{thread}/fd', FOLDER, dir_fd=proc)
    try:
        for name in os.listdir(descriptors):
            try:
                status = os.stat(name, dir_fd=descriptors)
            except FileNotFoundError:
                continue
            if stat.S_ISREG(status.st_mode) and status.st_nlink == 0 and status.st_ino not in tally.deleted:
                tally.deleted.add(status.st_ino)
                tally.add(status.st_blocks * 512)
    finally:
        os.close(descriptors)


def _read_maps(proc: int, thread: str) -> bytes:
    maps = living_thread.read(proc, f'{thread}/maps', MAX_LISTING_BYTES)
    if len(maps) > MAX_LISTING_BYTES:
        raise PastCeilingError('mappings', MAX_LISTING_BYTES >> 20)
    return maps


def _deleted_mappings(maps: bytes, base: str) -> set[int]:
    """Inodes of the files below `base` that are mapped but have no name any more."""
    if b' (deleted)\n' not in maps:
        return set()
    below = os.fsencode(base) + b'/'
    lines = [line.split(None, 5) for line in maps.split(b'\n') if line.endswith(b' (deleted)')]
    return {int(fields[4]) for fields in lines if fields[5].startswith(below)}
