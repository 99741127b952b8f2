"""Takes a program's input files over its connection, before the program itself arrives."""

import os
from dataclasses import dataclass
from io import FileIO

from isolation import frames, records


@dataclass(frozen=True)
class InputFile:
    """A file whose bytes follow."""

    name: str
    size: int
    mtime_ns: int


@dataclass(frozen=True)
class Announcement:
    """The files that follow, and the names of those that the supervisor fills once they are there."""

    inputs: tuple[InputFile, ...]
    empty: tuple[str, ...]


def receive(control: int) -> None:
    """Makes the announced files in the working folder; times are kept, so that the collector sees what the program changed."""
    announced = records.parse(Announcement, frames.read(control))
    for file in announced.inputs:
        _receive_file(file, control)
    for name in announced.empty:
        _new_file(name).close()
    if announced.empty:
        frames.write(control, {'type': 'made'})  # the supervisor fills them before it sends the program


def _receive_file(announced: InputFile, control: int) -> None:
    with _new_file(announced.name) as file:
        left = announced.size
        while left:
            part = os.read(control, min(left, 1 << 20))
            if not part:
                raise EOFError
            file.write(part)
            left -= len(part)
    os.utime(announced.name, ns=(announced.mtime_ns, announced.mtime_ns))


def _new_file(name: str) -> FileIO:
    if '/' in name:
        os.makedirs(os.path.dirname(name), exist_ok=True)
    return open(name, 'xb', buffering=0)
