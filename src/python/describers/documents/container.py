"""Checks the ZIP container of an Office file before any parser sees it; sizes are counted on what really unpacks."""

import zipfile
import zlib

from describers.problem import FileProblem

PASSWORD = 'is protected by a password; open it, remove the password, save it and try again'
CUT_OFF = 'is damaged or was cut off: its ZIP container can\'t be read; get a fresh copy or save it again'
DAMAGED = 'is damaged: a part of it fails its checksum; get a fresh copy or save it again'
NO_DTD = 'has a part with a document type declaration, which Office files never have; get it from a source you trust'
MAX_PARTS = 20_000
MAX_UNPACKED_BYTES = 1 << 30
CHUNK = 1 << 16  # larger ones cost more in fresh memory than they spare in calls
PROLOG = 4_096
HEADER = 30
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def check_container(name, max_bytes=MAX_UNPACKED_BYTES):
    """Names of all parts; every part was unpacked once, so that its size, checksum and beginning are known."""
    try:
        with zipfile.ZipFile(name) as archive:
            _check_parts(archive, max_bytes)
            names = archive.namelist()
            if 'META-INF/manifest.xml' in names and b'encryption-data' in archive.read('META-INF/manifest.xml'):
                raise FileProblem(PASSWORD)
            return names
    except (MemoryError, FileProblem):
        raise
    except zlib.error as error:
        raise FileProblem(DAMAGED) from error
    except Exception as error:  # zipfile raises nearly anything for a damaged container
        raise FileProblem(CUT_OFF) from error


def _check_parts(archive, max_bytes):
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise FileProblem(f'has {len(parts)} parts, more than Office programs write; save it again in its own program')
    left, begun = max_bytes, set()
    for part in parts:
        if part.flag_bits & 1:
            raise FileProblem(PASSWORD)
        if part.header_offset in begun or part.compress_type not in METHODS:
            raise FileProblem('has parts packed in a way no Office program uses; save it again in its own program')
        begun.add(part.header_offset)
        left -= _unpacked_bytes(archive.fp, part, left)
        if left < 0:
            raise FileProblem(f'unpacks to more than {max_bytes >> 20} MiB; save the parts you need as a smaller file')


def _unpacked_bytes(file, part, limit):
    """Counts what the part unpacks to, whatever its header says, and stops when it is more than `limit`."""
    size, checksum = 0, 0
    for data in _chunks(file, part):
        if size < PROLOG and _declares_type(part.filename, data[:PROLOG]):
            raise FileProblem(NO_DTD)
        size += len(data)
        checksum = zlib.crc32(data, checksum)
        if size > limit:
            return size
    if size != part.file_size or checksum != part.CRC:
        raise FileProblem(DAMAGED)
    return size


def _chunks(file, part):
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


def _declares_type(filename, beginning):
    is_xml = filename.lower().endswith(('.xml', '.rels', '.vml', '.rdf'))
    return is_xml and b'<!DOCTYPE' in beginning.replace(b'\0', b'')
