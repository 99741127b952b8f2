"""Reads the cells of a sheet once, however often pandas is asked to make a table of them."""

from typing import Any

import pandas as pd
from python_calamine import CalamineSheet

from describers.sheets.workbook_facts import SheetFacts

MAX_CELLS = 1_000_000
Rows = list[list[object]]


class SheetCells:
    """Stands between an open pd.ExcelFile and its reader; a pandas that is made in another way reads as often as it is asked."""

    def __init__(self, file: pd.ExcelFile) -> None:
        self._engine = file.engine
        self._title, self._few = '', False
        self._sheet: CalamineSheet | None = None
        self._kept: Rows | None = None
        reader: Any = getattr(file, '_reader', None)
        if hasattr(reader, 'get_sheet_by_name') and hasattr(reader, 'get_sheet_data'):
            self._sheet_of, self._rows_of = reader.get_sheet_by_name, reader.get_sheet_data
            reader.get_sheet_by_name, reader.get_sheet_data = str, self._rows

    def keep(self, title: str, facts: SheetFacts) -> None:
        """From now on this is the sheet whose cells are kept, unless they are too many."""
        self._title, self._few, self._kept = title, 0 < facts.area <= MAX_CELLS, None
        self._sheet = facts.calamine_sheet if self._engine == 'calamine' else None

    def _rows(self, title: str, count: int | None = None) -> Rows:
        if title != self._title or not self._few:
            return self._read(title, count)
        if self._kept is None:
            self._kept = self._read(title)
        return [[*row] for row in self._first(self._kept, count)]  # pandas may change the lists

    def _first(self, rows: Rows, count: int | None) -> Rows:
        if count is None or count >= len(rows):
            return rows
        return without_margin(rows[:count]) if self._engine == 'openpyxl' else rows[:count]

    def _read(self, title: str, count: int | None = None) -> Rows:
        known = title == self._title and self._sheet is not None
        sheet: Any = self._sheet if known else self._sheet_of(title)
        rows: Rows = self._rows_of(sheet, count)
        if hasattr(sheet, 'close'):
            sheet.close()
        return rows


def without_margin(rows: Rows) -> Rows:
    """Rows as openpyxl gives them when nothing stands below: no empty columns beside them, no empty rows at their end."""
    widths = [next((at for at in range(len(row), 0, -1) if row[at - 1] != ''), 0) for row in rows]
    end = next((at for at in range(len(rows), 0, -1) if widths[at - 1]), 0)
    width = max(widths, default=0)
    return [row[:width] for row in rows[:end]]
