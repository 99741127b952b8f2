"""Unpacks .tar archives, packed or not (POSIX.1-2001 pax and GNU formats, as read by tarfile)."""

import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from typing import Literal, TypeAlias

from describers.unpacking.sink import LINK, SPECIAL, Sink

REST = 1 << 16
Opener: TypeAlias = Callable[[str, Literal['rb']], BufferedIOBase]


@contextmanager
def opened(name: str, opener: Opener) -> Iterator[tuple[tarfile.TarFile, BufferedIOBase]]:
    """The archive as a stream; `opener` unpacks what it stands in and notices where that was cut off."""
    with opener(name, 'rb') as source, tarfile.open(fileobj=source, mode='r|') as archive:
        yield archive, source


def is_tar(name: str, opener: Opener = open) -> bool:
    """True when the file, unpacked by `opener`, begins like a tar archive."""
    try:
        with opened(name, opener):
            return True
    except (tarfile.TarError, EOFError, OSError):
        return False


def unpack(name: str, sink: Sink, opener: Opener = open) -> None:
    with opened(name, opener) as (archive, source):
        for member in archive:
            if member.isdir():
                continue
            if member.issym() or member.islnk():
                sink.skip(member.name, LINK)
            elif not member.isreg() or (content := archive.extractfile(member)) is None:
                sink.skip(member.name, SPECIAL)
            else:
                sink.copy(member.name, content, member.size)
        _read_rest(source, sink)


def _read_rest(source: BufferedIOBase, sink: Sink) -> None:
    """The last blocks hold no member, but the checksum of the packing stands behind them."""
    left = sink.max_bytes
    while left > 0 and (block := source.read(REST)):
        left -= len(block)
