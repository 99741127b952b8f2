"""Reads formulas, defined names and macros of .xlsx and .xlsm from their XML parts."""

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from describers.containers.office_xml import local_name, main_part, parse_part, targets_of
from describers.sheets.workbook_parts import ZEROS, Parts, SheetParts, check_extent

RELATION = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id'
STRICT_RELATION = '{http://purl.oclc.org/ooxml/officeDocument/relationships}id'
CELL = re.compile(rb'<(?:\w{1,20}:)?c\s[^<>]{0,200}?r=["\']([A-Z]{1,3})(\d{1,7})["\']')
FORMULA = re.compile(rb'<(?:\w{1,20}:)?f[\s/>]')
FORMULA_HINTS = (b'<f', b':f')
UNSAVED = re.compile(
    rb'<(?:\w{1,20}:)?c\s[^<>]{0,200}?r=["\']([A-Z]{1,3})\d{1,7}["\'][^<>]{0,200}>\s*'
    rb'<(?:\w{1,20}:)?f(?:\s[^<>]{0,400})?(?:/>|>[^<]*</(?:\w{1,20}:)?f>)\s*'
    rb'(?:<(?:\w{1,20}:)?v\s*/>|<(?:\w{1,20}:)?v></(?:\w{1,20}:)?v>)?\s*</(?:\w{1,20}:)?c>'
)
STYLED = re.compile(rb'<(?:\w{1,20}:)?c\s([^<>]{1,300})>')
REFERENCE, STYLE = re.compile(rb'\br=["\']([A-Z]{1,3})\d'), re.compile(rb'\bs=["\'](\d{1,6})["\']')
# Where one of these matches nothing, the sheet has at most 702 columns of 9,999 rows, 26 of 99,999 or 17 of 999,999: no need to look
# at each cell.
FAR_CELLS = (
    re.compile(rb'r=["\'](?:[A-Z]{3}|[A-Z]{1,2}\d{5})'),
    re.compile(rb'r=["\'](?:[A-Z]{2}|[A-Z]\d{6})'),
    re.compile(rb'r=["\'](?:[A-Z]{2}|[R-Z]\d|[A-Q]\d{7})'),
)
CHUNK = 1 << 20


def read(name: str) -> Parts:
    """Reads the small parts now and a sheet when it is looked into."""
    with zipfile.ZipFile(name) as archive:
        members = set(archive.namelist())
    book = main_part(name, 'xl/workbook.xml')
    root = parse_part(name, book)
    if root is None:
        return Parts([], False, lambda title: SheetParts(0, None))
    targets = targets_of(name, book)
    paths, zeros = _sheet_paths(targets, root), _zero_styles(name, targets)
    return Parts(_defined_names(root), _has_macros(members), lambda title: _look(name, title, paths[title], zeros))


def _has_macros(members: set[str]) -> bool:
    return any(member.endswith('vbaProject.bin') for member in members)


def _defined_names(root: etree._Element) -> list[tuple[str, str]]:
    found = (element for element in root.iter() if local_name(element) == 'definedName')
    return [
        (element.get('name', ''), element.text or '')
        for element in found
        if element.get('hidden') not in ('1', 'true') and not element.get('name', '').startswith('_xlnm.')
    ]


def _sheet_paths(targets: Mapping[str, str], root: etree._Element) -> dict[str, str]:
    sheets = [element for element in root.iter() if local_name(element) == 'sheet']
    identities = [(sheet.get('name'), sheet.get(RELATION) or sheet.get(STRICT_RELATION)) for sheet in sheets]
    return {title: targets.get(key, '') for title, key in identities}


def _zero_styles(name: str, targets: Mapping[str, str]) -> dict[bytes, int]:
    """Styles of cells to the digits of their format, of those that show zeros in front."""
    part = next((path for path in targets.values() if path.endswith('styles.xml')), '')
    root = parse_part(name, part)
    if root is None:
        return {}
    codes = {each.get('numFmtId'): each.get('formatCode', '') for each in root.iter() if local_name(each) == 'numFmt'}
    digits = {key: len(code) for key, code in codes.items() if ZEROS.fullmatch(code)}
    styles = [style for each in root.iter() if local_name(each) == 'cellXfs' for style in each]
    found = ((at, digits.get(style.get('numFmtId'))) for at, style in enumerate(styles))
    return {str(at).encode(): count for at, count in found if count is not None}


def _look(name: str, title: str, path: str, zeros: Mapping[bytes, int]) -> SheetParts:
    formulas, unmatched = 0, list(FAR_CELLS)
    unsaved: Counter[int] = Counter()
    shown: dict[int, int] = {}
    for data in _pieces(name, path):
        if any(hint in data for hint in FORMULA_HINTS):
            formulas += sum(1 for _ in FORMULA.finditer(data))
            unsaved.update(_position(letters) - 1 for letters in UNSAVED.findall(data))
        for tag in STYLED.findall(data) if zeros else ():
            reference, style = REFERENCE.search(tag), STYLE.search(tag)
            if reference and style and style[1] in zeros:
                shown[_position(reference[1]) - 1] = zeros[style[1]]
        unmatched = [pattern for pattern in unmatched if not pattern.search(data)]
    if not unmatched:
        check_extent(title, *_extent(name, path))
    return SheetParts(formulas, None, unsaved=unsaved, zero_digits=shown)


def _extent(name: str, path: str) -> tuple[int, int]:
    columns: set[bytes] = set()
    rows: set[bytes] = set()
    for data in _pieces(name, path):
        cells = CELL.findall(data)
        columns.update(column for column, _ in cells)
        rows.update(row for _, row in cells)
    return max(map(int, rows), default=0), max(map(_position, columns), default=0)


def _pieces(name: str, path: str) -> Iterator[bytes]:
    """A sheet may unpack to hundreds of megabytes: pieces that end behind a row, or where a tag begins."""
    kept = b''
    with zipfile.ZipFile(name) as archive, archive.open(path) as part:
        while chunk := part.read(CHUNK):
            data = kept + chunk
            end = data.rfind(b'row>') + 4
            end = end if end > 3 else max(data.rfind(b'<'), 0)
            yield data[:end]
            kept = data[end:]
        yield kept


def _position(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
