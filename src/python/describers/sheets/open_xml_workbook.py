"""Reads formulas, defined names and macros of .xlsx and .xlsm from their XML parts."""

import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from describers.containers.office_xml import local_name, main_part, parse_part, targets_of
from describers.sheets.workbook_parts import Parts, SheetParts, check_extent

RELATION = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
STRICT_RELATION = '{http://purl.oclc.org/ooxml/officeDocument/relationships}id'
CELL = re.compile(rb'<(?:\w{1,20}:)?c\s[^<>]{0,200}?r=["\']([A-Z]{1,3})(\d{1,7})["\']')
FORMULA = re.compile(rb'<(?:\w{1,20}:)?f[\s/>]')
FORMULA_HINTS = (b'<f', b':f')
# Where one of these matches nothing, the sheet has at most 702 columns of 9,999 rows, or 26 of 99,999: no need to look at each cell.
FAR_CELLS = (re.compile(rb'r=["\'](?:[A-Z]{3}|[A-Z]{1,2}\d{5})'), re.compile(rb'r=["\'](?:[A-Z]{2}|[A-Z]\d{6})'))
CHUNK = 1 << 20


def read(name: str) -> Parts:
    """Reads the small parts now and a sheet when it is looked into."""
    with zipfile.ZipFile(name) as archive:
        members = set(archive.namelist())
    book = main_part(name, 'xl/workbook.xml')
    root = parse_part(name, book)
    if root is None:
        return Parts([], False, lambda title: SheetParts(0, None))
    paths = _sheet_paths(name, book, root)
    return Parts(_defined_names(root), _has_macros(members), lambda title: _look(name, title, paths[title]))


def _has_macros(members: set[str]) -> bool:
    return any(member.endswith('vbaProject.bin') for member in members)


def _defined_names(root: etree._Element) -> list[tuple[str, str]]:
    found = (element for element in root.iter() if local_name(element) == 'definedName')
    return [
        (element.get('name', ''), element.text or '')
        for element in found
        if element.get('hidden') not in ('1', 'true') and not element.get('name', '').startswith('_xlnm.')
    ]


def _sheet_paths(name: str, book: str, root: etree._Element) -> dict[str, str]:
    targets = targets_of(name, book)
    sheets = [element for element in root.iter() if local_name(element) == 'sheet']
    identities = [(sheet.get('name'), sheet.get(RELATION) or sheet.get(STRICT_RELATION)) for sheet in sheets]
    return {title: targets.get(key, '') for title, key in identities}


def _look(name: str, title: str, path: str) -> SheetParts:
    formulas, unmatched = 0, list(FAR_CELLS)
    for data in _pieces(name, path):
        if any(hint in data for hint in FORMULA_HINTS):
            formulas += sum(1 for _ in FORMULA.finditer(data))
        unmatched = [pattern for pattern in unmatched if not pattern.search(data)]
    if not unmatched:
        check_extent(title, *_extent(name, path))
    return SheetParts(formulas, None)


def _extent(name: str, path: str) -> tuple[int, int]:
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    for data in _pieces(name, path):
        cells = CELL.findall(data)
        columns.update(column for column, _ in cells)
        rows.update(row for _, row in cells)
    return max(map(int, rows), default=0), max(map(_position, columns), default=0)


def _pieces(name: str, path: str) -> Iterator[bytes]:
    """A sheet may unpack to hundreds of megabytes: pieces that end where a tag begins."""
    kept = b''
    with zipfile.ZipFile(name) as archive, archive.open(path) as part:
        while chunk := part.read(CHUNK):
            data = kept + chunk
            end = max(data.rfind(b'<'), 0)
            yield data[:end]
            kept = data[end:]


def _position(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
