"""Checks the ZIP container of an Office file before any parser sees it; sizes are counted on what really unpacks."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from describers.base.expansion import OFFICE
from describers.base.problem import FileProblem
from describers.containers.password import PROTECTED

CUT_OFF = "is damaged or was cut off: its ZIP container can't be read; get a fresh copy or save it again"
DAMAGED = 'is damaged: a part of it fails its checksum; get a fresh copy or save it again'
NO_DTD = 'has a part with a document type declaration of its own, which Office files never have; get it from a source you trust'
MAX_PARTS = 20_000
MAX_UNPACKED_BYTES = 1 << 30
CHUNK = 1 << 16  # larger ones cost more in fresh memory than they spare in calls
PROLOG = 4_096
HEADER = 30
DOCTYPE = b'<!DOCTYPE'
EXTERNAL = re.compile(
    rb'<!DOCTYPE\s+[\w:.-]+(?:\s+(?:PUBLIC\s+(?:"[^"<>]*"|\'[^\'<>]*\')\s*|SYSTEM\s+)(?:"[^"<>]*"|\'[^\'<>]*\')?)?\s*>'
)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def check_container(name: str, max_bytes: int = MAX_UNPACKED_BYTES) -> list[str]:
    """Names of all parts; every part was unpacked once, so that its size, checksum and beginning are known."""
    try:
        with open(name, 'rb') as file, zipfile.ZipFile(file) as archive:
            _check_parts(archive.infolist(), file, max_bytes)
            names = archive.namelist()
            if 'META-INF/manifest.xml' in names and b'encryption-data' in archive.read('META-INF/manifest.xml'):
                raise FileProblem(PROTECTED)
            return names
    except (MemoryError, FileProblem):
        raise
    except zlib.error as error:
        raise FileProblem(DAMAGED) from error
    except Exception as error:  # zipfile raises nearly anything for a damaged container
        raise FileProblem(CUT_OFF) from error


def _check_parts(parts: list[zipfile.ZipInfo], file: IO[bytes], max_bytes: int) -> None:
    if len(parts) > MAX_PARTS:
        raise FileProblem(f'has {len(parts)} parts, more than Office programs write; save it again in its own program')
    _check_claims(parts, max_bytes)
    begun = set()
    for part in parts:
        if part.flag_bits & 1:
            raise FileProblem(PROTECTED)
        if part.header_offset in begun or part.compress_type not in METHODS:
            raise FileProblem('has parts packed in a way no Office program uses; save it again in its own program')
        begun.add(part.header_offset)
        _check_part(file, part)


def _check_claims(parts: list[zipfile.ZipInfo], max_bytes: int) -> None:
    """Refuses a bomb before any of it is unpacked; parts of an ordinary ratio can't make up for one that is none."""
    if sum(part.file_size for part in parts) > max_bytes:
        raise FileProblem(f'unpacks to more than {max_bytes >> 20} MiB; save the parts you need as a smaller file')
    swollen = [part for part in parts if part.file_size > OFFICE.ratio * part.compress_size]
    OFFICE.check(sum(part.file_size for part in swollen), sum(part.compress_size for part in swollen))


def _check_part(file: IO[bytes], part: zipfile.ZipInfo) -> None:
    """Unpacks no more of the part than its header claims, and refuses it when anything about it is a lie."""
    size, checksum = 0, 0
    for data in _chunks(file, part):
        if size < PROLOG and _declares_entities(part.filename, data[:PROLOG]):
            raise FileProblem(NO_DTD)
        size += len(data)
        checksum = zlib.crc32(data, checksum)
        if size > part.file_size:
            break
    if size != part.file_size or checksum != part.CRC:
        raise FileProblem(DAMAGED)


def _chunks(file: IO[bytes], part: zipfile.ZipInfo) -> Iterator[bytes]:
    file.seek(part.header_offset)
    header = file.read(HEADER)
    if len(header) < HEADER or not header.startswith(b'PK\x03\x04'):
        raise FileProblem(DAMAGED)
    file.seek(int.from_bytes(header[26:28], 'little') + int.from_bytes(header[28:30], 'little'), 1)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if part.compress_type else None
    left = part.compress_size
    while left > 0:
        packed = file.read(min(left, CHUNK))
        if not packed:
            raise FileProblem(DAMAGED)
        left -= len(packed)
        if unpacker is None:
            yield packed
            continue
        while packed:
            yield unpacker.decompress(packed, CHUNK)
            packed = unpacker.unconsumed_tail
        if unpacker.unused_data:  # bytes that would only make the part look less swollen
            raise FileProblem(DAMAGED)


def _declares_entities(filename: str, beginning: bytes) -> bool:
    """A document type that only names an external one, as OpenOffice.org wrote, is harmless: nothing reads it."""
    if not filename.lower().endswith(('.xml', '.rels', '.vml', '.rdf')):
        return False
    plain = beginning.replace(b'\0', b'')
    return b'<!ENTITY' in plain or (DOCTYPE in plain and not EXTERNAL.search(plain))
