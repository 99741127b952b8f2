"""Reads formulas, merged cells, named ranges and macros of .ods from its content part."""

import zipfile
from typing import IO

from lxml import etree

from describers.base.problem import FileProblem
from describers.containers.office_xml import local_name
from describers.sheets.workbook_parts import Parts, Range, SheetParts, check_extent

TABLE = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
OFFICE = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
CELLS = ('table-cell', 'covered-table-cell')
MAX_MERGED = 10_000
# A repetition counter may claim any number; a spreadsheet has no more rows and columns than these.
MAX_POSITION = 1 << 20


def read(name: str) -> Parts:
    """Reads the content part once, cell by cell, and keeps none of it."""
    with zipfile.ZipFile(name) as archive:
        names = archive.namelist()
        if 'content.xml' not in names:
            raise FileProblem('holds no content part; it is damaged, save it again in its own program')
        with archive.open('content.xml') as content:
            sheets, defined = _read_content(content)
    macros = any(each.startswith('Basic/') and each.endswith('.xml') and '/script-' not in each for each in names)
    return Parts(defined, macros, sheets.__getitem__)


def _read_content(content: IO[bytes]) -> tuple[dict[str, SheetParts], list[tuple[str, str]]]:
    sheets: dict[str, _Sheet] = {}
    defined: list[tuple[str, str]] = []
    sheet = _Sheet()
    for event, element in etree.iterparse(content, events=('start', 'end'), resolve_entities=False, no_network=True):
        kind = local_name(element) if element.tag.startswith(TABLE) else ''
        if event == 'start':
            if kind == 'table':
                sheet = _Sheet()
                sheets[element.get(f'{TABLE}name', '')] = sheet
            continue
        if kind in CELLS:
            sheet.add_cell(element)
        elif kind == 'table-row':
            sheet.end_row(_count(element, 'number-rows-repeated'))
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
        elif kind in ('named-range', 'named-expression'):
            target = element.get(f'{TABLE}cell-range-address') or element.get(f'{TABLE}expression') or ''
            defined.append((element.get(f'{TABLE}name', ''), target))
    for title, each in sheets.items():
        check_extent(title, each.rows, each.columns)
    return {title: SheetParts(each.formulas, each.merged) for title, each in sheets.items()}, defined


class _Sheet:
    """Counts of one sheet while its cells pass by."""

    def __init__(self) -> None:
        self.formulas = 0
        self.merged: list[Range] = []
        self.rows = 0
        self.columns = 0
        self._is_filled = False
        self._row = 0
        self._column = 0

    def add_cell(self, cell: etree._Element) -> None:
        """One cell, or a run of equal ones."""
        if cell.get(f'{TABLE}formula') is not None:
            self.formulas += 1
        down, right = _count(cell, 'number-rows-spanned'), _count(cell, 'number-columns-spanned')
        if (down > 1 or right > 1) and len(self.merged) < MAX_MERGED:
            self.merged.append((self._row, self._column, self._row + down - 1, self._column + right - 1))
        self._column += _count(cell, 'number-columns-repeated')
        if cell.get(f'{OFFICE}value-type') is not None:
            self._is_filled = True
            self.columns = max(self.columns, self._column)

    def end_row(self, repeated: int) -> None:
        """The next cell begins a row further down."""
        self._row += repeated
        if self._is_filled:
            self.rows = self._row
        self._is_filled = False
        self._column = 0


def _count(element: etree._Element, attribute: str) -> int:
    text = element.get(f'{TABLE}{attribute}', '1')
    return min(int(text), MAX_POSITION) if text.isdecimal() else 1
