"""Describes .xlsx, .xlsm and .xls workbooks: every sheet, its header row and its columns."""

import zipfile

from describers.plain import clean_name
from describers.problem import FileProblem
from describers.sheet_layout import HEAD_ROWS, find_layout
from describers.sheet_table import Sheet, read_sheet, refine_sheet
from describers.table import describe_table, name_warnings
from describers.workbook import is_hidden, open_workbook

MAX_SHEETS = 20
BUDGET = 5_500
LEAST_BUDGET = 500


def describe(name, file_type):
    """Each sheet's `load` expression was run on the file."""
    book, warnings = open_workbook(name)
    with book:
        titles = book.sheet_names[:MAX_SHEETS]
        omitted = len(book.sheet_names) - len(titles)
        budget = max(LEAST_BUDGET, BUDGET // max(1, len(titles)))
        sheets = []
        for position, title in enumerate(titles):
            sheet, notes = _describe_sheet(name, book, (title, budget))
            sheets.append({'hidden': is_hidden(book.book, position), **sheet})
            warnings.extend(f'Sheet "{clean_name(title)[:31]}": {note}' for note in notes)
    if not sheets:
        raise FileProblem('holds no worksheets, only charts or macros; save the data as a sheet')
    filled = [sheet for sheet in sheets if sheet['columns']]
    if not filled:
        warnings.append('No sheet holds any cells.')
    return {
        'type': file_type,
        'sheets': sheets,
        'omittedSheets': omitted,
        'load': (filled or sheets)[0]['load'],
        'warnings': warnings[:30],
    }


def _describe_sheet(name, book, wanted):
    title, budget = wanted
    head = book.parse(title, header=None, nrows=HEAD_ROWS, dtype=object)
    layout = find_layout(head)
    table = read_sheet(name, title, layout)
    notes = []
    if layout is not None:
        table = refine_sheet(name, Sheet(book, title, layout, head), table)
        notes = table.notes + name_warnings(table.frame) + _layout_notes(table.frame, layout)
    frame = table.frame
    if len(frame) and frame.shape[1] and frame.isna().all().any() and _has_formulas(name):
        notes.append('a column is empty although the workbook has formulas; their results may never have been saved.')
    header_row = None if layout is None else layout.header_row
    described = describe_table(frame, budget)
    return {'name': clean_name(title), 'load': table.load, 'headerRow': header_row, **described}, notes


def _layout_notes(frame, layout):
    notes = []
    if layout.header_row is None:
        notes.append('no header row was found; `load` names the columns column_1, column_2, …')
    if layout.names:
        notes.append('the header has two rows; `load` joins their texts, for example "Q1 units".')
    blank = int(frame.isna().all(axis=1).sum()) if frame.shape[1] else 0
    if blank:
        notes.append(f'blank rows between the others: {blank}; drop them before counting, a second table may follow.')
    return notes


def _has_formulas(name):
    if not zipfile.is_zipfile(name):
        return False
    with zipfile.ZipFile(name) as archive:
        sheets = [member for member in archive.namelist() if member.startswith('xl/worksheets/')]
        return any(b'<f>' in archive.read(sheet) or b'<f ' in archive.read(sheet) for sheet in sheets[:MAX_SHEETS])
