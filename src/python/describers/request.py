"""What the supervisor asks of the describers, parsed once."""

import json
from dataclasses import dataclass
from typing import Any

from describers.unpacking.sink import Target


@dataclass(frozen=True)
class File:
    """A file in the working folder; one with a `target` is unpacked instead of described."""

    name: str
    type: str
    target: Target | None
    is_guess: bool = False
    """Whether only the content of a text says that it is of this type."""


@dataclass(frozen=True)
class Request:
    """Files in the order in which they are reported."""

    files: tuple[File, ...]
    run_memory_mebibytes: int
    """What a program that uses the files may allocate."""


def parse_request(text: str) -> Request:
    """Raises KeyError for a request that lacks something."""
    request: dict[str, Any] = json.loads(text)
    return Request(tuple(_file(each) for each in request['files']), request['runMemoryMiB'])


def _file(file: dict[str, Any]) -> File:
    target = file.get('target')
    return File(
        name=file['name'],
        type=file['type'],
        target=None if target is None else Target(target['folder'], target['maxBytes']),
        is_guess=file.get('isGuess', False),
    )
