"""Describes .xlsx, .xlsm, .xls, .xlsb and .ods workbooks: every sheet, its header row and its columns."""

from dataclasses import replace

import pandas as pd

from describers.base.description import Description, count_in
from describers.base.memory import may_not_fit
from describers.base.plain import clean_name
from describers.sheets.sheet_grid import Grid, sheet_grid
from describers.sheets.sheet_limits import MAX_SHEETS, at_most, budget_of_sheet, other_sheets_note
from describers.sheets.sheet_table import Sheet, read_sheet, refine_sheet
from describers.sheets.stored_notes import stored_notes
from describers.sheets.workbook import Workbook, is_hidden, open_workbook
from describers.sheets.workbook_facts import SheetFacts
from describers.sheets.workbook_parts import column_letters
from describers.tables.described_table import DescribedTable, several_note
from describers.tables.placement.areas import Area, areas_in, cells_of
from describers.tables.placement.kinds import is_blank_row
from describers.tables.placement.notes import placement_notes
from describers.tables.placement.survey import Survey, survey, widened
from describers.tables.serial_dates import serial_date_notes
from describers.tables.table import describe_table, name_warnings

CELL_BYTES = 200  # what a cell takes at most times while pandas reads it, in the reader and as Python objects
ROW_BY_ROW = (
    'Go through its rows with openpyxl.load_workbook({name!r}, read_only=True)[{title!r}].iter_rows(values_only=True) '
    'and keep only what the question needs.'
)
AS_TEXT = 'Save the sheet as .csv and give that where it does not, since its rows can then be read in parts.'


def describe(name: str, file_type: str) -> Description:
    """Each sheet's `load` expression was run on the file."""
    workbook = open_workbook(name, file_type)
    with workbook.file as book:
        titles = book.sheet_names
        budget = budget_of_sheet(len(titles))
        sheets: list[Description] = []
        notes: list[str] = []
        for position, title in enumerate(titles[:MAX_SHEETS]):
            sheet, found = _describe_sheet(workbook, title, budget)
            sheets.append({'hidden': is_hidden(book.book, position), **sheet})
            notes.extend(f'Sheet "{clean_name(title)[:31]}": {note}' for note in found)
    filled = [sheet for sheet in sheets if sheet['columns']]
    return {
        'type': file_type,
        'sheets': sheets,
        'omittedSheets': len(titles) - len(sheets),
        'definedNames': workbook.facts.defined_names,
        'hasMacros': workbook.facts.has_macros,
        'load': (filled or sheets)[0]['load'],
        'warnings': [*_book_notes(workbook, titles, filled), *at_most(notes)],
    }


def _book_notes(workbook: Workbook, titles: list[str], filled: list[Description]) -> list[str]:
    notes = ['The workbook contains macros; they are never run.'] if workbook.facts.has_macros else []
    if workbook.facts.omitted_names:
        notes.append(f'Defined names that are not described here: {workbook.facts.omitted_names}.')
    if any(not each['refersTo'] for each in workbook.facts.defined_names):
        notes.append('Where the defined names without `refersTo` lead is not known; save the file as .xlsx to see it.')
    if not filled:
        notes.append('No sheet holds any cells.')
    return notes + other_sheets_note(titles)


def _describe_sheet(workbook: Workbook, title: str, budget: int) -> tuple[Description, list[str]]:
    facts = workbook.facts.of_sheet(title)
    workbook.cells.keep(title, facts)
    grid = sheet_grid(workbook, title, facts)
    placed = [_placed(grid, area) for area in areas_in(grid.rows)]
    sheets = [Sheet(workbook, title, grid, each, facts.merged) for each in placed]
    tables = [_describe_table(sheet, facts, budget // len(sheets)) for sheet in sheets]
    main = max(tables, key=lambda table: count_in(table.fields, 'rowCount'))
    notes = [*facts.parts.notes, *main.notes, *_memory_notes(workbook, title, facts)]
    sheet = {
        'name': clean_name(title),
        'load': main.load,
        'headerRow': main.header_row,
        'usedRange': facts.used_range,
        'mergedCells': len(facts.merged),
        'formulas': facts.formulas,
        **main.fields,
    }
    if len(tables) > 1:
        sheet['furtherTables'] = [table.further() for table in tables if table is not main]
        notes.insert(0, several_note(len(tables), main.place))
    return sheet, notes


def _placed(grid: Grid, area: Area) -> Survey | None:
    cells = cells_of(grid.rows, area)
    if all(map(is_blank_row, cells)):
        return None
    found = survey(cells).moved(area.rows.start, area.columns.start)
    if grid.is_whole or area.columns.stop < max(map(len, grid.rows)):
        return found
    # What the columns hold that are empty in the first rows is not known.
    columns = range(found.placement.columns.start, max(found.placement.columns.stop, grid.width))
    return replace(found, placement=widened(found.placement, columns))


def _describe_table(sheet: Sheet, facts: SheetFacts, budget: int) -> DescribedTable:
    table, placed = read_sheet(sheet), sheet.table
    if placed is None:
        return DescribedTable('', '', table.load, describe_table(table.frame, budget), [])
    table = refine_sheet(sheet, placed, table)
    notes = table.notes + name_warnings(table.frame) + _layout_notes(table.frame, placed)
    notes += stored_notes(facts, placed, table.frame) + serial_date_notes(table.frame)
    above, columns, header = placed.placement.above, placed.placement.columns, placed.placement.header_row
    top = placed.placement.first if header is None else header
    place = f'{column_letters(columns.start)}{top + 1}:{column_letters(columns.stop - 1)}{placed.end}'
    fields = describe_table(table.frame, budget)
    return DescribedTable(above[-1] if above else '', place, table.load, fields, notes, header)


def _memory_notes(workbook: Workbook, title: str, facts: SheetFacts) -> list[str]:
    warning = may_not_fit(facts.area * CELL_BYTES, 'sheet') if facts.area else None
    if warning is None:
        return []
    advice = ROW_BY_ROW.format(name=workbook.name, title=title) if workbook.is_open_xml else AS_TEXT
    return [f'{warning} {advice}']


def _layout_notes(frame: pd.DataFrame, placed: Survey) -> list[str]:
    notes = placement_notes(placed.placement, placed.left_out, placed.below)
    blank = int(frame.isna().all(axis=1).sum()) if frame.shape[1] else 0
    if blank:
        notes.append(f'blank rows between the others: {blank}; drop them before counting, a second table may follow.')
    return notes
