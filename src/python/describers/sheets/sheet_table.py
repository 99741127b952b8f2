"""Reads the table of one sheet and finds the expression that reads it right."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import pandas as pd

from describers.base.loading import Expression, call, run, try_run
from describers.base.plain import clean_name
from describers.base.problem import FileProblem
from describers.sheets.kept_cells import keeping
from describers.sheets.merged_cells import filled_down, merged_down
from describers.sheets.sheet_grid import Grid
from describers.sheets.workbook import Workbook
from describers.sheets.workbook_parts import Range
from describers.tables.amounts import with_amounts
from describers.tables.codes import MAX_CODES, only_digits
from describers.tables.dates import MAX_LABEL, ambiguous_warning, date_formats, is_date_column
from describers.tables.placeholders import missing_values, placeholder_notes, placeholders
from describers.tables.placement.kinds import Row
from describers.tables.placement.survey import Survey
from describers.tables.subtotals import subtotal_rows, subtotals_note
from describers.tables.table_end import table_end

# Of `pd.read_excel`.
Options = dict[str, Any]


@dataclass(frozen=True)
class Sheet:
    book: Workbook
    """The workbook it stands in."""
    title: str
    grid: Grid
    """Its cells; of a very large one only the first rows."""
    table: Survey | None
    """Where its table stands; None for an empty sheet."""
    merged: list[Range]


@dataclass(frozen=True)
class SheetTable:
    load: str
    frame: pd.DataFrame
    notes: list[str]


def read_sheet(sheet: Sheet) -> SheetTable:
    """The sheet as far as its layout tells how to read it."""
    load, frame = _first_that_runs(sheet, {} if sheet.table is None else _options(sheet, sheet.table))
    if frame is None:
        title = clean_name(sheet.title)[:31]
        raise FileProblem(f'has a sheet "{title}" that pandas can\'t read; save the workbook again')
    return SheetTable(load, frame, [])


def refine_sheet(sheet: Sheet, placed: Survey, table: SheetTable) -> SheetTable:
    """Codes stay text, rows of totals are left out, ISO dates are parsed, merged cells are filled down."""
    extra, kept = keeping(sheet.grid.rows, placed, table.frame)
    options = {**_options(sheet, placed), **extra}
    if extra:
        table = _read_again(sheet, options, table)
    signs = placeholders(table.frame)
    if signs:
        options['na_values'] = missing_values(options.get('na_values'), signs)
        table = _read_again(sheet, options, table)
        kept += placeholder_notes(signs)
    inside = subtotal_rows(table.frame)
    if inside:
        end, notes = len(table.frame), [subtotals_note(table.frame, inside)]
    else:
        end, notes = table_end(table.frame)
    if end < len(table.frame):
        options['nrows'] = end
    codes = _codes(sheet, options, _digit_columns(sheet.grid.rows, placed, table.frame))
    if codes:
        options['dtype'] = codes
    formats = date_formats(table.frame.iloc[:end])
    notes += [ambiguous_warning(label, found) for label, found in formats.items() if len(found) > 1]
    iso = [label for label, found in formats.items() if found == ['ISO8601']]
    load, frame = _first_that_runs(sheet, {**options, 'parse_dates': iso}) if iso else ('', None)
    if frame is None or not all(label in frame and is_date_column(frame, label) for label in iso):
        load, frame = _first_that_runs(sheet, options)
    table = _without_rows(inside, _filled(sheet.merged, placed, SheetTable(load, frame, kept + notes)))
    step, _, amounts = with_amounts(table.frame)
    return _followed_by(step, replace(table, notes=table.notes + amounts)) if step else table


def _read_again(sheet: Sheet, options: Options, table: SheetTable) -> SheetTable:
    load, frame = _first_that_runs(sheet, options)
    return SheetTable(load, table.frame if frame is None else frame, [])


def _without_rows(rows: list[int], table: SheetTable) -> SheetTable:
    if not rows:
        return table
    return _followed_by(f'.drop(index={rows}).reset_index(drop=True)', table)


def _followed_by(step: str, table: SheetTable) -> SheetTable:
    frame = run(f'table{step}', table=table.frame)
    return replace(table, load=table.load + step, frame=frame)


def _options(sheet: Sheet, placed: Survey) -> Options:
    options: Options = {}
    placement, skipped = placed.placement, placed.skipped
    above = placement.header or 0
    if placement.header is None:
        numbered = Expression(f"[f'column_{{n}}' for n in range(1, {len(placement.columns) + 1})]")
        options['header'] = None
        options['names'] = placement.names or numbered
        above = placement.first
    if skipped != list(range(above)):
        options['skiprows'] = skipped
    elif above:
        options['header' if placement.header else 'skiprows'] = above
    if placement.columns.start or sheet.grid.width > placement.columns.stop:
        options['usecols'] = placement.columns
    if placed.end < len(sheet.grid.rows):
        options['nrows'] = len(placed.data_rows)
    return options


def _digit_columns(rows: list[Row], placed: Survey, frame: pd.DataFrame) -> list[str]:
    data = [rows[at] for at in placed.data_rows]
    return [
        label
        for position, label in zip(placed.placement.columns, frame.columns, strict=False)
        if 0 < len(label) <= MAX_LABEL and any(_is_digits(row[position]) for row in data if position < len(row))
    ]


def _codes(sheet: Sheet, options: Options, labels: list[str]) -> dict[str, str]:
    """Columns of digits stored as text, some with a zero in front, which pandas would turn into numbers."""
    if not labels or len(labels) > MAX_CODES:
        return {}
    _, texts = _first_that_runs(sheet, {**options, 'dtype': dict.fromkeys(labels, 'str')})
    if texts is None:
        return {}
    return {
        label: 'str'
        for label in labels
        if label in texts and only_digits(texts[label]) and texts[label].str.fullmatch(r'\s*0\d+\s*').any()
    }


def _is_digits(cell: object) -> bool:
    return isinstance(cell, str) and cell.strip().isdecimal()


def _filled(merged: list[Range], placed: Survey, table: SheetTable) -> SheetTable:
    covered = merged_down(merged, placed.data_rows[: len(table.frame)])
    if not covered:
        return table
    found = filled_down(table.frame, covered, placed.placement.columns.start)
    labels = [label for label in found if len(label) <= MAX_LABEL]
    if not labels:
        note = 'some cells are merged over several rows; only the first of them holds the value.'
        return replace(table, notes=[*table.notes, note])
    filled = ', '.join(f'{label!r}: lambda table: table[{label!r}].ffill()' for label in labels)
    note = f'columns with cells merged over several rows: {len(labels)}; `load` repeats the value in each row.'
    return _followed_by(f'.assign(**{{{filled}}})', replace(table, notes=[*table.notes, note]))


def _first_that_runs(sheet: Sheet, options: Options) -> tuple[str, pd.DataFrame | None]:
    """The expression for a program, and what it gives here, where the workbook is open already."""
    choices: tuple[Options, Options] = (options, {})
    for chosen in choices:
        load = call('pd.read_excel', sheet.book.name, sheet_name=sheet.title, **sheet.book.engine, **chosen)
        frame = _read(sheet.book.file, call('pd.read_excel', Expression('book'), sheet_name=sheet.title, **chosen))
        if frame is None or not isinstance(frame.index, pd.RangeIndex):  # columns must not become labels of rows
            continue
        if not all(isinstance(label, str) for label in frame.columns):
            # Labels that are numbers or dates become text, so that the described name is the name.
            return f'{load}.rename(columns=str)', frame.rename(columns=str)
        return load, frame
    return '', None


@lru_cache(maxsize=1)
def _read(book: pd.ExcelFile, expression: str) -> pd.DataFrame | None:
    """The same expression is often wanted twice in a row."""
    return try_run(expression, book=book)
