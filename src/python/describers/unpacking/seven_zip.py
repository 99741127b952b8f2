"""Unpacks .7z archives through py7zr, which hands out the bytes as they are unpacked."""

import py7zr

from describers.base.problem import FileProblem
from describers.unpacking.sink import LINK, CountedFile, Sink


def unpack(name: str, sink: Sink) -> None:
    try:
        with py7zr.SevenZipFile(name) as archive:
            if archive.needs_password():
                raise FileProblem('is protected with a password; unpack it and give the files')
            wanted = []
            for member in archive.files:
                if member.is_directory:
                    continue
                if member.is_symlink or member.is_junction or member.is_socket:
                    sink.skip(member.filename, LINK)
                elif sink.wants(member.filename, member.uncompressed or 0):
                    wanted.append(member.filename)
            archive.extract(targets=wanted, factory=_Writers(sink))
    except py7zr.exceptions.UnsupportedCompressionMethodError as error:
        raise FileProblem('is packed by a method that is not supported; pack it with LZMA2') from error
    except py7zr.exceptions.ArchiveError as error:
        raise FileProblem('is damaged; make the archive again or download it again') from error


class _Writers(py7zr.WriterFactory):
    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    def create(self, filename: str) -> py7zr.Py7zIO:
        return _Writer(self.sink.open(filename))


class _Writer(py7zr.Py7zIO):
    def __init__(self, target: CountedFile | None) -> None:
        self.target = target
        self.length = 0

    def write(self, data: bytes) -> int:
        self.length += len(data)
        if self.target is not None:
            self.target.write(data)
        return len(data)

    def read(self, size: int | None = None) -> bytes:
        return b''

    def seek(self, offset: int, whence: int = 0) -> int:
        return offset

    def flush(self) -> None:
        if self.target is not None:
            self.target.file.flush()

    def size(self) -> int:
        return self.length
