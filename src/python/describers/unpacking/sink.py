"""Takes the members of one archive, and stops archives that unpack to more than anybody asked for."""

import os
import posixpath
from dataclasses import dataclass
from typing import IO, Protocol

from describers.base.description import Json
from describers.base.expansion import ARCHIVE
from describers.base.plain import clean_text
from describers.base.problem import FileProblem
from describers.containers.member_names import BadName, folded, plain_path, shown

MAX_MEMBERS = 200
MAX_NAMES = 3
MAX_REASONS = 20
CHUNK = 1 << 18
ASIDE = '.taken-back'
BEYOND = f'stands behind the first {MAX_MEMBERS}'
LINK = 'is a link'
SPECIAL = 'is a device or a pipe'
LOCKED = 'is protected with a password'
DAMAGED = 'is damaged'
METHOD = 'is packed by a method that is not supported'


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
        self.kept: dict[str, str] = {}
        """Paths of the files that were written, below the folder, and the names they had."""
        self._taken: set[str] = set()
        self._left_out: dict[str, list[str]] = {}
        self._counts: dict[str, int] = {}
        self._repeated: list[str] = []
        self._remarks: list[str] = []

    def skip(self, raw: str, why: str) -> None:
        """Notes that a member was left out; `why` follows "it"."""
        self._counts[why] = self._counts.get(why, 0) + 1
        names = self._left_out.setdefault(why, [])
        if len(names) < MAX_NAMES:
            names.append(clean_text(raw, 80))

    def note(self, sentence: str) -> None:
        """Notes something about the whole."""
        self._remarks.append(sentence)

    def wants(self, raw: str, size: int = 0) -> bool:
        """Whether a member of this name and claimed size is to be unpacked; what is not wanted is noted."""
        self.members += 1
        try:
            path = plain_path(raw)
        except BadName as bad:
            self.skip(raw, str(bad))
            return False
        if path is None:
            return False
        if self.written + size > self.max_bytes:
            self.skip(raw, f'unpacks to more than {self.max_bytes >> 20} MiB together with those before it')
        elif len(self.kept) >= MAX_MEMBERS and path not in self.kept:
            self.skip(raw, BEYOND)
        else:
            return True
        return False

    def open(self, raw: str) -> 'CountedFile | None':
        """A binary file for a member that is wanted, or None where nothing can be written under its name."""
        path = self._path(raw)
        target = os.path.join(self.folder, path)
        self.kept[path] = raw
        self._taken.add(folded(path))
        try:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            return CountedFile(open(target, 'wb'), self, path)
        except (FileExistsError, NotADirectoryError, IsADirectoryError):
            self._forget(path)
            self.skip(raw, 'has the name of a folder, or a folder has the name of a file')
            return None

    def copy(self, raw: str, source: Readable, size: int = 0) -> None:
        """Writes a member from a readable binary file; one that can't be read to its end is not kept."""
        target = self.open(raw) if self.wants(raw, size) else None
        if target is None:
            return
        with target:
            while chunk := source.read(CHUNK):
                target.write(chunk)

    def drop(self, path: str) -> None:
        """Removes a member that was written."""
        os.remove(os.path.join(self.folder, path))
        self._forget(path)

    def take_back(self, path: str) -> str:
        """Moves a member that was written out of the way, as if it had never come; returns where it lies for now."""
        aside = os.path.join(self.folder, ASIDE)
        os.replace(os.path.join(self.folder, path), aside)
        self._forget(path)
        return aside

    def notes(self) -> list[str]:
        """Sentences about the whole."""
        several = len(self._repeated)
        again = (
            [f'Members that the archive holds more than once, of which the last is used: {several} ({self._named()}).']
            if several
            else []
        )
        return self._remarks + again

    def left_out(self) -> list[Json]:
        """What was left out, by reason."""
        reasons = list(self._left_out.items())[:MAX_REASONS]
        return [{'why': why, 'count': self._counts[why], 'names': list(names)} for why, names in reasons]

    def took(self, size: int) -> None:
        self.written += size
        if self.written > self.max_bytes:
            limit = self.max_bytes >> 20
            raise FileProblem(f'unpacks to more than {limit} MiB; give the files you need without the others')
        ARCHIVE.check(self.written, self.packed)

    def _path(self, raw: str) -> str:
        """Of two members with one name the last counts; names that only some systems tell apart get a number."""
        path = plain_path(raw) or ''
        if path in self.kept and _written(self.kept[path]) == _written(raw):
            self._repeated.append(path)
            return path
        (stem, ending), copy = os.path.splitext(path), 2
        while folded(path) in self._taken:
            path, copy = f'{stem} ({copy}){ending}', copy + 1
        return path

    def _forget(self, path: str) -> None:
        del self.kept[path]
        self._taken.discard(folded(path))

    def _named(self) -> str:
        names = ', '.join(shown(path) for path in self._repeated[:MAX_NAMES])
        return names if len(self._repeated) <= MAX_NAMES else f'{names}, …'


def _written(raw: str) -> str:
    """Equal for two ways to write one path."""
    return posixpath.normpath(raw.replace('\\', '/'))


class CountedFile:
    """A file that tells its sink about every byte before it is written."""

    def __init__(self, file: IO[bytes], sink: Sink, path: str) -> None:
        self.file = file
        self.sink = sink
        self.path = path

    def write(self, data: bytes) -> int:
        self.sink.took(len(data))
        return self.file.write(data)

    def __enter__(self) -> 'CountedFile':
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.file.close()
        if kind is not None and self.path in self.sink.kept:
            self.sink.drop(self.path)
