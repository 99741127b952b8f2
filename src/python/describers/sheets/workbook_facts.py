"""What pandas doesn't tell of a workbook: used ranges, merged cells, formulas, defined names, macros."""

from importlib import import_module
from typing import NamedTuple

from python_calamine import CalamineWorkbook

from describers.base.plain import clean_name, clean_text
from describers.base.problem import FileProblem

# Each module has `read(name)` -> Parts.
READERS = {
    'xlsx': 'open_xml_workbook',
    'xlsm': 'open_xml_workbook',
    'xlsb': 'binary_workbook',
    'xls': 'old_workbook',
    'ods': 'open_document_sheets',
}
MAX_NAMES = 20
# Readers fill the rectangle from A1 to the last cell, so that one lost cell far away costs as much as a full sheet.
MAX_CELLS = 20_000_000
MAX_REFERENCE = 120


class Parts(NamedTuple):
    """What a reader of one format knows of the whole workbook and how it looks into one sheet."""

    defined_names: list
    """(name, what it refers to) in the order of the file."""
    has_macros: bool
    look: object
    """Sheet title -> SheetParts; reads no more than that sheet."""


class SheetParts(NamedTuple):
    formulas: int
    merged: object
    """(top, left, bottom, right), 0-based, or None where the fast reader tells them."""
    notes: tuple = ()


def check_extent(title, rows, columns):
    """Refuses a sheet before a reader asks for more memory than any run has."""
    if rows * columns > MAX_CELLS:
        raise FileProblem(
            f'has a sheet "{clean_name(title)[:31]}" of {rows} rows and {columns} columns, too many to be read; '
            'delete the cells that stand far from the data, or save the data as .csv'
        )


class SheetFacts(NamedTuple):
    used_range: object
    area: int
    """Cells from A1 to the last one; 0 where it is not known."""
    formulas: int
    merged: list
    notes: tuple
    calamine_sheet: object = None


class BookFacts:
    """Facts about sheets are read when they are asked for, so that a workbook of 500 sheets stays cheap."""

    def __init__(self, parts, name):
        self._parts = parts
        self._book = _attempt(lambda: CalamineWorkbook.from_path(name))
        self.has_macros = parts.has_macros
        self.omitted_names = max(0, len(parts.defined_names) - MAX_NAMES)
        self.defined_names = [
            {'name': clean_name(name), 'refersTo': clean_text(target, MAX_REFERENCE)}
            for name, target in parts.defined_names[:MAX_NAMES]
        ]

    def of_sheet(self, title):
        """Facts of one sheet; what a damaged or odd sheet doesn't tell is empty, pandas has the last word on it."""
        parts = self._look(title)
        sheet = _attempt(lambda: self._book.get_sheet_by_name(title))
        used, area = _used_range(sheet) if sheet is not None else (None, 0)
        merged = parts.merged if parts.merged is not None else _attempt(lambda: sheet.merged_cell_ranges)
        ranges = merged if parts.merged is not None else [(*start, *end) for start, end in merged or []]
        return SheetFacts(used, area, parts.formulas, ranges, parts.notes, sheet)

    def _look(self, title):
        try:
            return self._parts.look(title)
        except (LookupError, ValueError, OSError):
            return SheetParts(0, None)


def read_parts(name, file_type):
    """What the own reader of the format tells, before any other reader sees the file."""
    return import_module(f'describers.sheets.{READERS[file_type]}').read(name)


def _used_range(sheet):
    if sheet.start is None or sheet.end is None:
        return None, 0
    (top, left), (bottom, right) = sheet.start, sheet.end
    first, last = f'{column_letters(left)}{top + 1}', f'{column_letters(right)}{bottom + 1}'
    return first if first == last else f'{first}:{last}', (bottom + 1) * (right + 1)


def column_letters(position):
    """0 is A, 26 is AA."""
    letters, left = '', position + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def _attempt(question):
    try:
        return question()
    except (MemoryError, FileProblem, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of the fast reader is no Exception
        return None
