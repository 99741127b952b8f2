"""Makes Office files that unpack to far more than they hold: bomb_files.py FOLDER."""

import random
import struct
import sys
import zipfile
import zlib
from pathlib import Path

FIXTURES, OUTPUT = Path(__file__).parents[2] / 'fixtures/files', Path(sys.argv[1])
MIB = 1 << 20
ROW = b'<row><c><v>0</v></c></row>'
EQUAL = b'<row r="%d"><c r="A%d" s="1"><v>0</v></c><c r="B%d" s="1"><v>0</v></c></row>'
STRING = b'<si><t>a</t></si>'
SHEET = 'xl/worksheets/sheet1.xml'
# Name of the file, the fixture it is made from, and what its parts hold many times.
BOMBS = (
    ('spaces.xlsx', 'spreadsheet/book.xlsx', {SHEET: b' '}),
    ('rows.xlsx', 'spreadsheet/book.xlsx', {SHEET: ROW}),
    ('strings.xlsx', 'spreadsheet/book.xlsx', {'xl/sharedStrings.xml': STRING}),
    ('macros.xlsm', 'spreadsheet/macros.xlsm', {SHEET: ROW}),
    ('records.xlsb', 'spreadsheet/excel.xlsb', {'xl/worksheets/sheet1.bin': bytes(2)}),
    ('spaces.ods', 'spreadsheet/book.ods', {'content.xml': b' '}),
    ('spaces.odt', 'office/report-pandoc.odt', {'content.xml': b' '}),
    ('spaces.docx', 'office/report-pandoc.docx', {'word/document.xml': b' '}),
    ('spaces.pptx', 'office/slides.pptx', {'ppt/slides/slide1.xml': b' '}),
    ('split.xlsx', 'spreadsheet/book.xlsx', {f'xl/worksheets/sheet{n}.xml': b' ' for n in (1, 2, 3)}),
)


def main():
    """Each bomb just goes over the bound; what is no bomb is as large and compresses as sheets do, or stays below it."""
    for name, source, parts in BOMBS:
        write(source, name, {part: repeated(block, 210 * MIB // len(parts)) for part, block in parts.items()})
    noise = random.Random(1).randbytes(3 * MIB)
    write('spreadsheet/book.xlsx', 'padded.xlsx', {SHEET: repeated(b' ', 210 * MIB), 'xl/media/photo.png': [noise]})
    write('spreadsheet/book.xlsx', 'below.xlsx', {SHEET: repeated(b' ', 190 * MIB)})
    cells = b''.join(EQUAL % (n, n, n) for n in range(20_000))
    write('spreadsheet/book.xlsx', 'equal.xlsx', {SHEET: repeated(cells, 210 * MIB)})
    packed = deflated(b' ', 300 * MIB)
    claim('fewer-bytes.xlsx', packed, 10)
    claim('more-packed.xlsx', packed + noise[:MIB] * 3, 300 * MIB)


def repeated(block, size):
    piece = block * max(1, MIB // len(block))
    return [piece] * (size // len(piece) + 1)


def deflated(block, size):
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return b''.join(map(packer.compress, repeated(block, size))) + packer.flush()


def write(source, name, parts):
    """A copy of a fixture whose named parts are replaced."""
    with zipfile.ZipFile(FIXTURES / source) as old, zipfile.ZipFile(OUTPUT / name, 'w', zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in parts:
                new.writestr(part, old.read(part))
        for part, pieces in parts.items():
            with new.open(part, 'w') as target:
                for piece in pieces:
                    target.write(piece)


def claim(name, packed, size):
    """A workbook with a deflated part of which its headers claim a size and say nothing of what unpacks."""
    write('spreadsheet/book.xlsx', name, {})
    with zipfile.ZipFile(OUTPUT / name, 'a') as archive:
        archive.writestr(zipfile.ZipInfo('xl/media/photo.png', (1980, 1, 1, 0, 0, 0)), packed)
    stored = struct.pack('<4H3I', 0, 0, 0, 33, zlib.crc32(packed), len(packed), len(packed))[2:]
    claimed = struct.pack('<4H3I', 0, 8, 0, 33, zlib.crc32(b' ' * size), len(packed), size)[2:]
    data = (OUTPUT / name).read_bytes()
    assert data.count(stored) == 2
    (OUTPUT / name).write_bytes(data.replace(stored, claimed))


main()
