"""Describes .xlsx, .xlsm and .xls workbooks: every sheet, its header row and its columns."""

import zipfile

from describers.dates import ambiguous_warning, date_formats, is_date_column
from describers.loading import Expression, call, try_run
from describers.plain import clean_name
from describers.problem import FileProblem
from describers.sheet_layout import HEAD_ROWS, find_layout
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
    layout = find_layout(book.parse(title, header=None, nrows=HEAD_ROWS))
    options = {} if layout is None else _options(layout)
    load, frame, notes = _load(name, title, options)
    notes += [] if layout is None else name_warnings(frame)
    if layout is not None and layout.header_row is None:
        notes.append('no header row was found; `load` names the columns column_1, column_2, …')
    if len(frame) and frame.shape[1] and frame.isna().all().any() and _has_formulas(name):
        notes.append('a column is empty although the workbook has formulas; their results may never have been saved.')
    header_row = None if layout is None else layout.header_row
    return {'name': clean_name(title), 'load': load, 'headerRow': header_row, **describe_table(frame, budget)}, notes


def _options(layout):
    options = {}
    if layout.header_row is None:
        options['header'] = None
        options['names'] = Expression(f"[f'column_{{n}}' for n in range(1, {len(layout.columns) + 1})]")
        if layout.first_row:
            options['skiprows'] = layout.first_row
    elif layout.header_row:
        options['header'] = layout.header_row
    if layout.columns.start:
        options['usecols'] = layout.columns
    return options


def _load(name, title, options):
    load, frame = _first_that_runs(name, title, options)
    if frame is None:
        raise FileProblem(f'has a sheet "{clean_name(title)[:31]}" that pandas can\'t read; save the workbook again')
    formats = date_formats(frame)
    notes = [ambiguous_warning(label, found) for label, found in formats.items() if len(found) > 1]
    iso = [label for label, found in formats.items() if found == ['ISO8601']]
    dated_load, dated = _first_that_runs(name, title, {**options, 'parse_dates': iso}) if iso else (load, None)
    if dated is not None and all(label in dated and is_date_column(dated, label) for label in iso):
        return dated_load, dated, notes
    return load, frame, notes


def _first_that_runs(name, title, options):
    for chosen in (options, {}):
        load = call('pd.read_excel', name, sheet_name=title, **chosen)
        frame = try_run(load)
        if frame is not None and not all(isinstance(label, str) for label in frame.columns):
            # Labels that are numbers or dates become text, so that the described name is the name.
            load += '.rename(columns=str)'
            frame = try_run(load)
        if frame is not None:
            return load, frame
    return '', None


def _has_formulas(name):
    if not zipfile.is_zipfile(name):
        return False
    with zipfile.ZipFile(name) as archive:
        sheets = [member for member in archive.namelist() if member.startswith('xl/worksheets/')]
        return any(b'<f>' in archive.read(sheet) or b'<f ' in archive.read(sheet) for sheet in sheets[:MAX_SHEETS])
