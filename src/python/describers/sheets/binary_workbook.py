"""Reads formulas, merged cells, defined names and macros of .xlsb from its records, see [MS-XLSB] 2.1.4."""

import zipfile
from collections.abc import Iterator

from describers.base.problem import FileProblem
from describers.containers.office_xml import main_part, targets_of
from describers.sheets.binary_names import SUPPORTING, sheet_titles, target_of
from describers.sheets.workbook_parts import Parts, Range, SheetParts, check_extent

BRT_ROW = 0
BRT_CELLS = range(1, 12)
BRT_FORMULAS = range(8, 12)
BRT_SHORT_CELLS = range(12, 19)
BRT_NAME = 39
HIDDEN_OR_BUILT_IN = 0x21
BRT_EXTERN_SHEET = 362
BRT_BUNDLE_SHEET = 156
BRT_MERGE_CELL = 176
MAX_SCANNED_BYTES = 32 << 20
LARGE = 'the sheet is large; formulas and merged cells were counted in its first part.'
SHORT_CELLS = 'stores cells in a short form that the installed reader skips; save it as .xlsx'


def read(name: str) -> Parts:
    """Reads the small parts now and a sheet when it is looked into."""
    main = main_part(name, 'xl/workbook.bin')
    with zipfile.ZipFile(name) as archive:
        members = set(archive.namelist())
        book = archive.read(main) if main in members else b''
    paths: dict[str, str] = {}
    found: list[tuple[str, bytes]] = []
    supporting: list[int] = []
    links = b''
    targets = targets_of(name, main)
    for kind, body in records(book):
        if kind == BRT_BUNDLE_SHEET:
            identity, after = _text(body, 8)
            paths[_text(body, after)[0]] = targets.get(identity, '')
        elif kind == BRT_NAME and not body[0] & HIDDEN_OR_BUILT_IN:
            label, after = _text(body, 9)
            found.append((label, body[after + 4 : after + 4 + int.from_bytes(body[after : after + 4], 'little')]))
        elif kind == BRT_EXTERN_SHEET:
            links = body
        elif kind in SUPPORTING:
            supporting.append(kind)
    titles = sheet_titles(links, supporting, list(paths))
    names = [(title, target_of(formula, titles)) for title, formula in found]
    macros = any(member.endswith('vbaProject.bin') for member in members)
    return Parts(names, macros, lambda title: _look(name, title, paths[title]))


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(type, body) of each record; a record that is cut off ends them."""
    at = 0
    while at < len(data):
        kind, at = data[at], at + 1
        if kind & 0x80 and at < len(data):
            kind, at = (kind & 0x7F) | (data[at] & 0x7F) << 7, at + 1
        size, at = _variable(data, at)
        if at + size > len(data):
            return
        yield kind, data[at : at + size]
        at += size


def _look(name: str, title: str, path: str) -> SheetParts:
    merged: list[Range] = []
    formulas = rows = columns = 0
    with zipfile.ZipFile(name) as archive, archive.open(path) as part:
        data = part.read(MAX_SCANNED_BYTES + 1)
    for kind, body in records(data):
        if kind in BRT_SHORT_CELLS:
            raise FileProblem(SHORT_CELLS)
        if kind == BRT_ROW:
            rows = max(rows, 1 + int.from_bytes(body[:4], 'little'))
        elif kind in BRT_CELLS:
            columns = max(columns, 1 + int.from_bytes(body[:4], 'little'))
            formulas += kind in BRT_FORMULAS
        elif kind == BRT_MERGE_CELL:
            top, bottom, left, right = (int.from_bytes(body[at : at + 4], 'little') for at in (0, 4, 8, 12))
            merged.append((top, left, bottom, right))
    check_extent(title, rows, columns)
    return SheetParts(formulas, merged, (LARGE,) if len(data) > MAX_SCANNED_BYTES else ())


def _variable(data: bytes, at: int) -> tuple[int, int]:
    """A number of up to four bytes with seven bits in each."""
    value = 0
    for position in range(4):
        if at >= len(data):
            return 0, at
        value |= (data[at] & 0x7F) << 7 * position
        at += 1
        if not data[at - 1] & 0x80:
            break
    return value, at


def _text(body: bytes, at: int) -> tuple[str, int]:
    """A text with its length in characters before it, and where it ends."""
    length = int.from_bytes(body[at : at + 4], 'little')
    end = at + 4 + 2 * length
    return body[at + 4 : end].decode('utf-16-le', 'replace'), end
