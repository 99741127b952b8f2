"""Removes the folders of a program that may have made them hard to remove."""

import os
import secrets

from pool.disk_watch import FOLDER, open_below


def remove_tree(path):
    """Removes a folder with all below it, however deep; follows no link and never recurses. A missing one is no fault."""
    try:
        top = os.open(path, FOLDER)
    except FileNotFoundError:
        return
    try:
        prefix, count = secrets.token_hex(8), 0
        while names := os.listdir(top):
            for name in names:
                count = _remove(top, name, (prefix, count))
    finally:
        os.close(top)
    os.rmdir(path)


def _remove(top, name, numbering):
    """Removes a file, or a folder after it has moved the folders in it up to `top`; returns how many were moved so far."""
    prefix, count = numbering
    try:
        folder = open_below(top, name)
    except NotADirectoryError:
        os.unlink(name, dir_fd=top)
        return count
    try:
        for inner in os.listdir(folder):
            try:
                os.unlink(inner, dir_fd=folder)
            except (IsADirectoryError, PermissionError):
                count += 1
                os.rename(inner, f'{prefix}-{count}', src_dir_fd=folder, dst_dir_fd=top)
    finally:
        os.close(folder)
    os.rmdir(name, dir_fd=top)
    return count
