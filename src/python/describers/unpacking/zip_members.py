"""Unpacks .zip archives (APPNOTE.TXT of PKWARE, as read by zipfile)."""

import stat
import zipfile

from describers.base.problem import FileProblem
from describers.containers.member_names import shown
from describers.unpacking.sink import Sink

LOCAL_HEADER = 30


def unpack(name: str, sink: Sink) -> None:
    try:
        with zipfile.ZipFile(name) as archive:
            members = archive.infolist()
            _refuse_overlaps(members)
            for member in members:
                _unpack(archive, member, sink)
    except NotImplementedError as error:
        raise FileProblem('is packed by a method that is not supported; pack it with Deflate') from error


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, sink: Sink) -> None:
    raw = member.orig_filename
    mode = member.external_attr >> 16
    if member.is_dir() or raw.endswith('\\'):
        return
    if member.flag_bits & 1:
        raise FileProblem(f'is protected with a password ({shown(raw)}); unpack it and give the files')
    if stat.S_ISLNK(mode):
        sink.skip(raw, 'is a symbolic link and was not unpacked')
        return
    with archive.open(member) as source:
        sink.copy(raw, source)


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
