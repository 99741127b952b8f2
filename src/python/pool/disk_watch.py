"""Weighs what a program keeps on the host's disk, where no size-capped mount holds it (tier B).

Counted are its folders, and the files it deleted while it still holds them open or mapped: their space is not free
before it ends. Every look is bounded: it stops at the first ceiling that is passed.
"""

import os
import stat

from pool import living_thread

MAX_DEPTH = 64
MAX_LISTING_BYTES = 2 << 20
# What a file system may need for itself beside the bytes of files.
OVERHEAD_BYTES = 1 << 20
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Past(Exception):
    """A ceiling was passed: its name and its value."""


def weigh(room, process):
    """Raises Past when the process keeps more than `room` allows; `process` is /proc and the place of a living thread in it.

    `room` holds the `base` above the folders, its `folders` as (path, name of the ceiling, bytes, entries), and
    `fileBytes`, the largest a single file can be.
    """
    tally = weigh_open(room, process)
    for inode in _deleted_mappings(_read_maps(*process), room['base']) - tally.deleted:
        tally.add(room['fileBytes'])  # nothing tells its size any more


def weigh_open(room, process):
    """The same, without files that were deleted and closed and are only mapped; returns the tally of the first folder."""
    tally = weigh_folders(room)[0]
    _weigh_deleted(process, tally)
    return tally


def weigh_folders(room):
    """Raises Past when the folders hold more than `room` allows, whether or not the process still lives; returns their tallies."""
    return [_weigh_folder(*folder) for folder in room['folders']]


class _Tally:
    """Adds up files against two ceilings, and remembers which deleted ones it has counted."""

    def __init__(self, limit, most_bytes, most_entries):
        self.limit, self.most_bytes, self.most_entries = limit, most_bytes, most_entries
        self.bytes = self.entries = 0
        self.deleted = set()

    def add(self, size):
        self.bytes += size
        self.entries += 1
        if self.bytes > self.most_bytes + OVERHEAD_BYTES:
            raise Past(self.limit, self.most_bytes)
        if self.entries > self.most_entries:
            raise Past('entries', self.most_entries)


def _weigh_folder(path, limit, most_bytes, most_entries):
    tally = _Tally(limit, most_bytes, most_entries)
    _weigh_below(os.open(path, FOLDER), tally, 1)
    return tally


def _weigh_below(folder, tally, depth):
    """Weighs an opened folder and closes it; what vanishes meanwhile weighs nothing."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    status = entry.stat(follow_symlinks=False)
                    tally.add(status.st_blocks * 512)
                    if stat.S_ISDIR(status.st_mode):
                        if depth == MAX_DEPTH:
                            raise Past('depth', MAX_DEPTH)
                        _weigh_below(open_below(folder, entry.name), tally, depth + 1)
                except (FileNotFoundError, NotADirectoryError):
                    continue
    finally:
        os.close(folder)


def open_below(folder, name):
    """Opens a folder in an opened folder, whatever rights the program made it with."""
    try:
        return os.open(name, FOLDER, dir_fd=folder)
    except PermissionError:  # made without the right to list it; programs can make no links, so this is a folder
        os.chmod(name, 0o700, dir_fd=folder)
        return os.open(name, FOLDER, dir_fd=folder)


def _weigh_deleted(process, tally):
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


def _read_maps(proc, thread):
    maps = living_thread.read(proc, f'{thread}/maps', MAX_LISTING_BYTES)
    if len(maps) > MAX_LISTING_BYTES:
        raise Past('mappings', MAX_LISTING_BYTES >> 20)
    return maps


def _deleted_mappings(maps, base):
    """Inodes of the files below `base` that are mapped but have no name any more."""
    if b' (deleted)\n' not in maps:
        return set()
    below = os.fsencode(base) + b'/'
    lines = [line.split(None, 5) for line in maps.split(b'\n') if line.endswith(b' (deleted)')]
    return {int(fields[4]) for fields in lines if fields[5].startswith(below)}
