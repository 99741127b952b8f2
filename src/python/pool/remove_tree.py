"""Removes the folders of a program that may have made them hard to remove."""

import contextlib
import itertools
import os
import secrets
from collections.abc import Iterator

from pool import disk_watch


def remove_tree(path: str) -> None:
    """Removes a folder with all below it, however deep; follows no link and never recurses.

    What is missing is no fault: the supervisor may still be removing the same folder.
    """
    try:
        top = os.open(path, disk_watch.FOLDER)
    except FileNotFoundError:
        return
    prefix = secrets.token_hex(8)
    fresh = (f'{prefix}-{number}' for number in itertools.count())
    try:
        while names := os.listdir(top):
            for name in names:
                with contextlib.suppress(FileNotFoundError):
                    _remove(top, name, fresh)
    finally:
        os.close(top)
    with contextlib.suppress(FileNotFoundError):
        os.rmdir(path)


def _remove(top: int, name: str, fresh: Iterator[str]) -> None:
    """Removes a file, or a folder after it has moved the folders in it up to `top` under fresh names."""
    try:
        folder = disk_watch.open_below(top, name)
    except NotADirectoryError:
        os.unlink(name, dir_fd=top)
        return
    try:
        for inner in os.listdir(folder):
            try:
                os.unlink(inner, dir_fd=folder)
            except (IsADirectoryError, PermissionError):
                _move_up(folder, inner, (top, next(fresh)))
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=top)


def _move_up(folder: int, name: str, target: tuple[int, str]) -> None:
    top, fresh = target
    try:
        os.rename(name, fresh, src_dir_fd=folder, dst_dir_fd=top)
    except PermissionError:  # a folder that may not be written can't get another parent; programs can make no links
        os.chmod(name, 0o700, dir_fd=folder)
        os.rename(name, fresh, src_dir_fd=folder, dst_dir_fd=top)
