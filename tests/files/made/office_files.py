"""Makes Office files and PDFs that are odd or hostile, from fixtures: office_files.py FOLDER."""

import struct
import sys
import zipfile
import zlib
from pathlib import Path

FIXTURES, OUTPUT = Path(__file__).parents[2] / 'fixtures/files', Path(sys.argv[1])
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
WORD = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
SHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
BODY = f'<w:document xmlns:w="{WORD}"><w:body>{{}}</w:body></w:document>'
PREFIXES = ('office', 'table', 'text')
ODF = ' '.join(f'xmlns:{each}="urn:oasis:names:tc:opendocument:xmlns:{each}:1.0"' for each in PREFIXES)


def main():
    """Writes every file once."""
    report, odt = FIXTURES / 'office/report-pandoc.docx', FIXTURES / 'office/report-pandoc.odt'
    rewrite(report, 'bomb.docx', {'word/media/zeros.bin': bytes(300 << 20)})
    rewrite(FIXTURES / 'spreadsheet/book.xlsx', 'crowd.xlsx', {f'xl/part{n}.bin': b'' for n in range(20_001)})
    rewrite(report, 'entities.docx', {'word/document.xml': ENTITIES + BODY.format('<w:p/>').encode()})
    utf16 = ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "a">]>' + BODY.format('')).encode('utf-16')
    rewrite(report, 'entities16.docx', {'word/document.xml': utf16})
    rewrite(odt, 'entities.odt', {'content.xml': ENTITIES + b'<x>&b;</x>'})
    rewrite(FIXTURES / 'spreadsheet/book.ods', 'entities.ods', {'content.xml': ENTITIES + b'<x>&b;</x>'})
    rewrite(report, 'deep.docx', {'word/document.xml': BODY.format('<w:p>' * 5_000 + '</w:p>' * 5_000).encode()})
    rewrite(report, 'parts.docx', {'word/document.xml': BODY.format(PARTS).encode()})
    book = FIXTURES / 'spreadsheet/book.ods'
    down, right = 'table:number-rows-repeated="2000000000"', 'table:number-columns-repeated="2000000000"'
    empty = f'<table:table-row {down}><table:table-cell {right}/></table:table-row>'
    rewrite(book, 'repeated.ods', {'content.xml': cells(CELL.format('', '') + CELL.format('', '') + empty)})
    rewrite(book, 'endless.ods', {'content.xml': cells(CELL.format(down, right))})
    rows = '<row><c r="A1"><v>1</v></c></row><row><c s="0" r="XFD1048576"><v>1</v></c></row>'
    far = f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>'
    rewrite(FIXTURES / 'spreadsheet/book.xlsx', 'far.xlsx', {'xl/worksheets/sheet1.xml': far.encode()})
    lie(report, 'lying.docx')
    pdfs()


CELL = (
    '<table:table-row {}><table:table-cell office:value-type="string" {}>'
    '<text:p>a</text:p></table:table-cell></table:table-row>'
)
PARTS = (
    '<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Third level</w:t></w:r></w:p>'
    '<w:p><w:r><w:t>kept</w:t></w:r><w:ins><w:r><w:t> inserted</w:t></w:r></w:ins></w:p>'
    '<w:sdt><w:sdtContent><w:p><w:r><w:t>controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    '<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid>'
    '<w:tr><w:tc><w:p><w:r><w:t>only cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
)


def cells(table):
    """The content part of an OpenDocument sheet."""
    sheet = f'<office:spreadsheet><table:table table:name="Odd">{table}</table:table></office:spreadsheet>'
    return f'<office:document-content {ODF}><office:body>{sheet}</office:body></office:document-content>'.encode()


def rewrite(source, name, changed):
    """A copy of a container with some parts changed or added."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(OUTPUT / name, 'w', zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename not in changed:
                new.writestr(part, old.read(part))
        for part, data in changed.items():
            new.writestr(part, data)


def lie(source, name):
    """A part of 64 MiB whose headers say 10 bytes, with the right checksum of those."""
    rewrite(source, name, {'word/media/zeros.bin': bytes(64 << 20)})
    data = bytearray((OUTPUT / name).read_bytes())
    real, said = struct.pack('<I', 64 << 20), struct.pack('<I', 10)
    crc, crc_said = struct.pack('<I', zlib.crc32(bytes(64 << 20))), struct.pack('<I', zlib.crc32(bytes(10)))
    (OUTPUT / name).write_bytes(bytes(data).replace(crc, crc_said).replace(real, said))


def pdfs():
    """PDFs written object by object."""
    page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] {} >>'
    pdf('loop.pdf', ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 9 /Kids [2 0 R] >>'])
    bomb = zlib.compress(bytes(400 << 20), 9)
    stream = f'<< /Length {len(bomb)} /Filter /FlateDecode >>\nstream\n'.encode() + bomb + b'\nendstream'
    one = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1 /Kids [3 0 R] >>']
    pdf('bomb.pdf', [*one, page.format('/Contents 4 0 R'), stream])
    marks = [f'<< /Title (Level {n}) /Parent {n + 3} 0 R /First {n + 5} 0 R >>' for n in range(1_000)]
    root = ['<< /Type /Catalog /Pages 2 0 R /Outlines 4 0 R >>', one[1], page.format(''), '<< /First 5 0 R >>']
    pdf('deep.pdf', [*root, *marks])
    pdf('many.pdf', [one[0], '<< /Type /Pages /Count 3000 /Kids [' + '3 0 R ' * 3_000 + '] >>', page.format('')])


def pdf(name, objects):
    data, places = b'%PDF-1.7\n', []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f'{number} 0 obj\n'.encode() + (body if isinstance(body, bytes) else body.encode()) + b'\nendobj\n'
    table = ''.join(f'{place:010d} 00000 n \n' for place in places)
    trailer = f'trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n'
    (OUTPUT / name).write_bytes(data + f'xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}'.encode())


main()
