"""Unpacks .gz, .bz2 and .xz: a tar archive inside, or a single file; members of archives that are packed once more as well."""

import bz2
import gzip
import lzma
import os

from describers.unpacking import tar_members
from describers.unpacking.damage import DAMAGE
from describers.unpacking.sink import DAMAGED, Sink

OPENERS: dict[str, tar_members.Opener] = {'gz': gzip.open, 'bz2': bz2.open, 'xz': lzma.open}
MARKS = {b'\x1f\x8b\x08': 'gz', b'BZh': 'bz2', b'\xfd7zXZ\x00': 'xz'}
# What the name loses when the file is unpacked, and what it gets instead.
ENDINGS = {'.gz': '', '.bz2': '', '.xz': '', '.tgz': '.tar', '.tbz2': '.tar', '.txz': '.tar', '.svgz': '.svg'}
HAS_NAME, HAS_EXTRA = 8, 4


def unpack(name: str, sink: Sink, packing: str) -> None:
    opener = OPENERS[packing]
    if tar_members.is_tar(name, opener):
        tar_members.unpack(name, sink, opener)
        return
    inside = unpacked_name(os.path.basename(name))
    if '.' not in inside and packing == 'gz':
        inside = _stored_name(name) or inside
    with opener(name, 'rb') as source:
        sink.copy(inside, source)


def unpack_packed_members(sink: Sink) -> None:
    """A member such as `table.csv.gz` is one file, no archive inside the archive; a tar archive inside is left as it is."""
    for path, raw in list(sink.kept.items()):
        place = os.path.join(sink.folder, path)
        packing = _packing(place)
        if packing is None or tar_members.is_tar(place, OPENERS[packing]):
            continue
        aside = sink.take_back(path)
        if unpacked_name(path) in sink.kept:
            sink.skip(raw, 'is packed, and its content stands beside it')
        else:
            _unpack_member(sink, raw, aside, OPENERS[packing])
        os.remove(aside)


def _unpack_member(sink: Sink, raw: str, place: str, opener: tar_members.Opener) -> None:
    try:
        with opener(place, 'rb') as source:
            sink.copy(unpacked_name(raw), source)
    except (*DAMAGE, OSError):
        sink.skip(raw, DAMAGED)


def unpacked_name(packed: str) -> str:
    """What is inside of a file of this name is called so, if it is one file."""
    stem, ending = os.path.splitext(packed)
    return stem + ENDINGS[ending.lower()] if ending.lower() in ENDINGS else packed


def _packing(place: str) -> str | None:
    with open(place, 'rb') as file:
        head = file.read(6)
    return next((packing for mark, packing in MARKS.items() if head.startswith(mark)), None)


def _stored_name(name: str) -> str:
    """The name that gzip keeps of the file it packed (RFC 1952), empty where there is none."""
    with open(name, 'rb') as file:
        head = file.read(1 << 10)
    at = 10 + (2 + int.from_bytes(head[10:12], 'little') if head[3] & HAS_EXTRA else 0)
    if not head[3] & HAS_NAME or b'\0' not in head[at:]:
        return ''
    return head[at : head.index(b'\0', at)].decode('latin-1').replace('\\', '/').rpartition('/')[2]
