"""An operator's functions in a zygote: their files, which nobody can change, and their import before the first program."""

import contextlib
import importlib
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from isolation import filesystem, fixed_limits, frames
from isolation.enclosure import Enclosed
from isolation.specs import Library, ZygoteSpec
from program import streams

FOLDER = '/functions'
MOST_BYTES = 8 << 20
MOST_PATH = 1_000


@dataclass(frozen=True)
class Received:
    """The bytes of each file by its path below the library's folder, and whether they are imported before the first program."""

    files: Mapping[str, bytes]
    preload: bool


def receive(library: Library, channel: int) -> Received:
    """Takes the files that follow their announcement; raises ValueError for what is no library."""
    if sum(file.size for file in library.files) > MOST_BYTES or any(file.size < 0 for file in library.files):
        raise ValueError(f'a library holds at most {MOST_BYTES >> 20} MiB')
    for file in library.files:
        if not _is_plain(file.path):
            raise ValueError(f'this is not the path of a file in a library: {file.path[:100]!a}')
    files = {file.path: frames.exactly(channel, file.size) for file in library.files}
    return Received(files, library.preload)


def furnish(received: Received, root: str, owner: int) -> None:
    """In tier A: fills a mount of the new root, and closes it for good."""
    inodes = sum(path.count('/') + 1 for path in received.files)
    pages = sum(len(content) // 4096 + 1 for content in received.files.values())
    filesystem.mount_tmpfs(root + FOLDER, pages * 4096, inodes + 1, owner)
    _write(received, root + FOLDER)
    filesystem.make_readonly(root + FOLDER)


def folder_of(spec: ZygoteSpec) -> str:
    """Where the library's files are, once the zygote is enclosed."""
    return FOLDER if spec.tier == 'A' else spec.work + FOLDER


def place(spec: ZygoteSpec, enclosed: Enclosed, received: Received) -> Enclosed:
    """Has the files there in tier B too, and tells what programs may read with them."""
    folder = folder_of(spec)
    if spec.tier == 'B':
        _write(received, folder)
    return replace(enclosed, readable=(*enclosed.readable, folder))


def install(folder: str, preload: bool, own_folder: str) -> str | None:
    """Makes the functions importable, and imports them if `preload`; says why that failed, or gives None.

    What they print while they are imported reaches nobody.
    """
    quiet = os.open('/dev/null', os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(quiet, descriptor)
    os.close(quiet)
    streams.renew()  # what a module keeps of them sends each line at once, as a program's own do
    try:
        with _importable(own_folder):
            importlib.import_module('function_library').install(folder, preload)
    except BaseException as error:
        return f'{type(error).__name__}: {_text_of(error)}'[: fixed_limits.TABLE.message_characters]
    finally:
        streams.flush()  # or a child would print what is left in them
    return None


def rehearse() -> None:
    """What each call does around its function."""
    sys.modules['function_library.installation'].rehearse()


def _write(received: Received, folder: str) -> None:
    for path, content in received.files.items():
        place = f'{folder}/{path}'
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, 'xb', opener=lambda name, flags: os.open(name, flags, 0o444)) as file:
            file.write(content)


def _text_of(error: BaseException) -> str:
    try:
        return str(error)
    except BaseException:
        return 'the exception could not be printed'


@contextlib.contextmanager
def _importable(own_folder: str) -> Iterator[None]:
    sys.path.insert(0, own_folder)
    try:
        yield
    finally:
        sys.path[:] = [entry for entry in sys.path if entry != own_folder]


def _is_plain(path: str) -> bool:
    parts = path.split('/')
    return len(path) <= MOST_PATH and '\0' not in path and not any(part in ('', '.', '..') for part in parts)
