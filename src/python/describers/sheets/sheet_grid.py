"""Gives the cells of a sheet as a grid, in which its tables are looked for."""

from collections.abc import Iterator
from typing import NamedTuple

from python_calamine import CalamineSheet

from describers.sheets.sheet_cells import MAX_CELLS
from describers.sheets.workbook import Workbook
from describers.sheets.workbook_facts import SheetFacts
from describers.tables.placement.kinds import Row

HEAD_ROWS = 1_000


class Grid(NamedTuple):
    """Rows of cells from A1 on, of which those of the same row may end where nothing follows."""

    rows: list[Row]
    width: int
    """Columns up to the last one in which anything may stand, also below the rows that are given."""
    is_whole: bool
    """Whether all rows are given; of a very large sheet it is the first ones."""


def sheet_grid(workbook: Workbook, title: str, facts: SheetFacts) -> Grid:
    """The whole sheet unless it holds more cells than have room; one whose used range is mostly empty has room."""
    if 0 < facts.area <= MAX_CELLS:
        return _as_pandas_reads(workbook, title, facts.width, None)
    rows = None if facts.calamine_sheet is None else _unless_too_many(facts.calamine_sheet)
    if rows is None:
        return _as_pandas_reads(workbook, title, facts.width, HEAD_ROWS)
    return Grid(rows, max(map(len, rows), default=0), is_whole=True)


def _as_pandas_reads(workbook: Workbook, title: str, width: int, count: int | None) -> Grid:
    cells = workbook.file.parse(title, header=None, nrows=count, dtype=object, keep_default_na=False)
    rows: list[Row] = cells.to_numpy().tolist()
    is_whole = count is None or len(rows) < count
    return Grid(rows, cells.shape[1] if is_whole else max(width, cells.shape[1]), is_whole)


def _unless_too_many(sheet: CalamineSheet) -> list[Row] | None:
    rows: list[Row] = []
    left = MAX_CELLS
    for row in _rows_of(sheet):
        left -= len(row)
        if left < 0:
            return None
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _rows_of(sheet: CalamineSheet) -> Iterator[list[object]]:
    """Each up to its last cell that holds anything; the reader leaves out the columns before the first used one."""
    margin: list[object] = [] if sheet.start is None else [''] * sheet.start[1]
    for row in sheet.iter_rows():
        end = len(row) if row.count('') < len(row) else 0
        while end and row[end - 1] == '':
            end -= 1
        yield [*margin, *row[:end]] if end else []
