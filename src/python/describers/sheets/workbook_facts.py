"""What pandas doesn't tell of a workbook: used ranges, merged cells, formulas, defined names, macros."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TypeVar

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
    notes: tuple[str, ...]
    calamine_sheet: CalamineSheet | None = None


class BookFacts:
    """Facts about sheets are read when they are asked for, so that a workbook of 500 sheets stays cheap."""

    def __init__(self, parts: Parts, name: str) -> None:
        self._parts = parts
        self._book = _attempt(lambda: CalamineWorkbook.from_path(name))
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
        used, area = _used_range(sheet) if sheet is not None else (None, 0)
        merged = parts.merged if parts.merged is not None else _merged(sheet)
        return SheetFacts(used, area, parts.formulas, merged, parts.notes, sheet)

    def _look(self, title: str) -> SheetParts:
        try:
            return self._parts.look(title)
        except (LookupError, ValueError, OSError):
            return SheetParts(0, None)


def read_parts(name: str, file_type: str) -> Parts:
    """What the own reader of the format tells, before any other reader sees the file."""
    parts: Parts = import_module(f'describers.sheets.{READERS[file_type]}').read(name)
    return parts


def _merged(sheet: CalamineSheet | None) -> list[Range]:
    ranges = None if sheet is None else _attempt(lambda: sheet.merged_cell_ranges)
    return [(*start, *end) for start, end in ranges or []]


def _used_range(sheet: CalamineSheet) -> tuple[str | None, int]:
    if sheet.start is None or sheet.end is None:
        return None, 0
    (top, left), (bottom, right) = sheet.start, sheet.end
    first, last = f'{column_letters(left)}{top + 1}', f'{column_letters(right)}{bottom + 1}'
    return first if first == last else f'{first}:{last}', (bottom + 1) * (right + 1)


def _attempt(question: Callable[[], T]) -> T | None:
    try:
        return question()
    except (MemoryError, FileProblem, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the fast reader is no Exception
        return None
