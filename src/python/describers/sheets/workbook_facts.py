"""What pandas doesn't tell of a workbook: used ranges, merged cells, formulas, defined names, macros."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar

from python_calamine import CalamineSheet, CalamineWorkbook

from describers.base.description import Description
from describers.base.plain import clean_name, clean_text
from describers.base.problem import FileProblem
from describers.sheets.workbook_parts import Parts, Range, SheetParts, column_letters

# Each module has `read(name)` -> Parts.
READERS = {
    'xlsx': 'open_xml_workbook',
    'xlsm': 'open_xml_workbook',
    'xlsb': 'binary_workbook',
    'xls': 'old_workbook',
    'ods': 'open_document_sheets',
}
MAX_NAMES = 20
MAX_REFERENCE = 120


T = TypeVar('T')


@dataclass(frozen=True)
class SheetFacts:
    used_range: str | None
    area: int
    """Cells from A1 to the last one; 0 where it is not known."""
    formulas: int
    merged: list[Range]
    parts: SheetParts
    calamine_sheet: CalamineSheet | None = None
    width: int = 0
    """Columns from A to the last one of the used range; 0 where it is not known."""


class BookFacts:
    """Facts about sheets are read when they are asked for, so that a workbook of 500 sheets stays cheap."""

    def __init__(self, parts: Parts, name: str, opened: Any = None) -> None:
        """`opened` is the workbook as another reader opened it, which is asked where the fast one can't read it."""
        self._parts, self._opened = parts, opened
        self._book = _attempt(lambda: CalamineWorkbook.from_path(name)) or _attempt(lambda: _by_content(name))
        self.has_macros = parts.has_macros
        self.omitted_names = max(0, len(parts.defined_names) - MAX_NAMES)
        self.defined_names: list[Description] = [
            {'name': clean_name(name), 'refersTo': clean_text(target, MAX_REFERENCE)}
            for name, target in parts.defined_names[:MAX_NAMES]
        ]

    def of_sheet(self, title: str) -> SheetFacts:
        """Facts of one sheet; what a damaged or odd sheet doesn't tell is empty, pandas has the last word on it."""
        parts = self._look(title)
        book = self._book
        sheet = None if book is None else _attempt(lambda: book.get_sheet_by_name(title))
        opened = self._opened
        if sheet is not None:
            found = None if sheet.start is None or sheet.end is None else (sheet.start, sheet.end)
        else:
            found = _attempt(lambda: _extent(opened, title))
        used, area = (None, 0) if found is None else _range_of(*found)
        merged = parts.merged if parts.merged is not None else _merged(sheet)
        return SheetFacts(used, area, parts.formulas, merged, parts, sheet, 0 if found is None else found[1][1] + 1)

    def _look(self, title: str) -> SheetParts:
        try:
            return self._parts.look(title)
        except (LookupError, ValueError, OSError):
            return SheetParts(0, None)


def read_parts(name: str, file_type: str) -> Parts:
    """What the own reader of the format tells, before any other reader sees the file."""
    parts: Parts = import_module(f'describers.sheets.{READERS[file_type]}').read(name)
    return parts


def _by_content(name: str) -> CalamineWorkbook:
    """A path is opened as what its extension promises, which need not be true."""
    with open(name, 'rb') as file:
        return CalamineWorkbook.from_filelike(file)


def _merged(sheet: CalamineSheet | None) -> list[Range]:
    ranges = None if sheet is None else _attempt(lambda: sheet.merged_cell_ranges)
    return [(*start, *end) for start, end in ranges or []]


def _extent(opened: Any, title: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The first and the last cell as xlrd or openpyxl tells them."""
    if hasattr(opened, 'sheet_by_name'):
        old = opened.sheet_by_name(title)
        return (0, 0), (old.nrows - 1, old.ncols - 1)
    sheet = opened[title]
    return (sheet.min_row - 1, sheet.min_column - 1), (sheet.max_row - 1, sheet.max_column - 1)


def _range_of(start: tuple[int, int], end: tuple[int, int]) -> tuple[str, int]:
    (top, left), (bottom, right) = start, end
    first, last = f'{column_letters(left)}{top + 1}', f'{column_letters(right)}{bottom + 1}'
    return first if first == last else f'{first}:{last}', (bottom + 1) * (right + 1)


def _attempt(question: Callable[[], T]) -> T | None:
    try:
        return question()
    except (MemoryError, FileProblem, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the fast reader is no Exception
        return None
