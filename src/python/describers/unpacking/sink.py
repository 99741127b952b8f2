"""Takes the members of one archive, and stops archives that unpack to more than anybody asked for."""

import os
from dataclasses import dataclass
from typing import IO, Protocol

from describers.base.expansion import ARCHIVE
from describers.base.plain import clean_text
from describers.base.problem import FileProblem
from describers.containers.member_names import folded, plain_path, shown

MAX_MEMBERS = 1_000
CHUNK = 1 << 18
MAX_NOTES = 8


@dataclass(frozen=True)
class Target:
    """Where an archive is unpacked to, and how much of it."""

    folder: str
    max_bytes: int


class Readable(Protocol):
    """The bytes of a member."""

    def read(self, size: int, /) -> bytes:
        """At most so many of those that follow."""


class Sink:
    """Writes members below the folder; sizes are counted as bytes arrive, whatever the archive claims."""

    def __init__(self, target: Target, packed_bytes: int) -> None:
        self.folder, self.max_bytes = target.folder, target.max_bytes
        self.packed = packed_bytes
        self.written = 0
        self.members = 0
        self.seen: dict[str, str] = {}
        self.skipped: list[str] = []
        self.remarks: list[str] = []

    def skip(self, raw: str, why: str) -> None:
        """Notes that a member was left out."""
        self._count()
        self.skipped.append(f'{shown(raw)} {why}')

    def note(self, sentence: str) -> None:
        """Notes something about the whole."""
        self.remarks.append(sentence)

    def open(self, raw: str) -> 'CountedFile | None':
        """A binary file for a member, or None when nobody wants it; names are checked before anything is written."""
        path = plain_path(raw)
        self._count()
        if path is None:
            return None
        if folded(path) in self.seen:
            other = shown(self.seen[folded(path)])
            raise FileProblem(f'holds two members with the same name, {other} and {shown(raw)}; rename one of them')
        self.seen[folded(path)] = raw
        target = os.path.join(self.folder, path)
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            return CountedFile(open(target, 'xb'), self)
        except (FileExistsError, NotADirectoryError) as error:
            raise FileProblem(f'holds {shown(raw)} both as a file and as a folder; rename one of them') from error

    def copy(self, raw: str, source: Readable) -> None:
        """Writes a member from a readable binary file."""
        target = self.open(raw)
        if target is None:
            return
        with target:
            while chunk := source.read(CHUNK):
                target.write(chunk)

    def notes(self) -> list[str]:
        """Sentences about what was left out."""
        more = len(self.skipped) - MAX_NOTES
        tail = [f'{more} more members were left out for such reasons.'] if more > 0 else []
        listed = [f'The member {clean_text(text, 200)}.' for text in self.skipped[:MAX_NOTES]]
        return self.remarks + listed + tail

    def took(self, size: int) -> None:
        self.written += size
        if self.written > self.max_bytes:
            limit = self.max_bytes >> 20
            raise FileProblem(f'unpacks to more than {limit} MiB; give the files you need without the others')
        ARCHIVE.check(self.written, self.packed)

    def _count(self) -> None:
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise FileProblem(f'holds more than {MAX_MEMBERS} members; give an archive with the files you need')


class CountedFile:
    """A file that tells its sink about every byte before it is written."""

    def __init__(self, file: IO[bytes], sink: Sink) -> None:
        self.file = file
        self.sink = sink

    def write(self, data: bytes) -> int:
        self.sink.took(len(data))
        return self.file.write(data)

    def __enter__(self) -> 'CountedFile':
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()
