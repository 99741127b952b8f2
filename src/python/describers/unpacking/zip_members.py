"""Unpacks .zip archives (APPNOTE.TXT of PKWARE, as read by zipfile)."""

import stat
import zipfile

from describers.base.problem import FileProblem
from describers.containers.member_names import shown
from describers.unpacking.damage import DAMAGE
from describers.unpacking.sink import DAMAGED, LINK, LOCKED, METHOD, Sink

LOCAL_HEADER = 30


def unpack(name: str, sink: Sink) -> None:
    with zipfile.ZipFile(name) as archive:
        members = archive.infolist()
        _refuse_overlaps(members)
        for member in members:
            _unpack(archive, member, sink)


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, sink: Sink) -> None:
    raw = member.orig_filename
    if member.is_dir() or raw.endswith('\\'):
        return
    if member.flag_bits & 1:
        sink.skip(raw, LOCKED)
    elif stat.S_ISLNK(member.external_attr >> 16):
        sink.skip(raw, LINK)
    else:
        try:
            with archive.open(member) as source:
                sink.copy(raw, source, member.file_size)
        except NotImplementedError:
            sink.skip(raw, METHOD)
        except DAMAGE:
            sink.skip(raw, DAMAGED)


def _refuse_overlaps(members: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes let a small archive unpack to an endless one (Fifield, "A better zip bomb", 2019)."""
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            name = shown(member.orig_filename)
            raise FileProblem(
                f'holds entries that overlap, as decompression bombs do ({name}); give the files themselves'
            )
        end = member.header_offset + LOCAL_HEADER + member.compress_size
