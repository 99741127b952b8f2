"""Unpacks .tar archives, packed or not (POSIX.1-2001 pax and GNU formats, as read by tarfile)."""

import tarfile


def is_tar(name, packing):
    """True when the file, unpacked by `packing` ('' for none), begins like a tar archive."""
    try:
        with tarfile.open(name, f'r|{packing}'):
            return True
    except (tarfile.TarError, EOFError, OSError):
        return False


def unpack(name, sink, packing=''):
    with tarfile.open(name, f'r|{packing}') as archive:
        for member in archive:
            if member.isdir():
                continue
            if member.issym() or member.islnk():
                sink.skip(member.name, 'is a link and was not unpacked')
            elif not member.isreg():
                sink.skip(member.name, 'is a device or a pipe and was not unpacked')
            else:
                sink.copy(member.name, archive.extractfile(member))
