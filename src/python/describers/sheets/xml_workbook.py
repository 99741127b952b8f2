"""Describes XML Spreadsheet 2003 workbooks, which are mostly named .xls; `load` reads their cells with lxml."""

import os
from dataclasses import dataclass

import pandas as pd
from lxml import etree

from describers.base.description import Description
from describers.base.loading import call, literal, run
from describers.base.plain import clean_name
from describers.base.problem import FileProblem
from describers.containers.office_xml import local_name, safe_parser
from describers.sheets.sheet_limits import MAX_SHEETS, at_most, budget_of_sheet, other_sheets_note
from describers.sheets.workbook_parts import check_extent, column_letters
from describers.tables.placement.notes import placement_notes
from describers.tables.placement.survey import Survey, survey
from describers.tables.record_frame import with_dates
from describers.tables.table import describe_table, name_warnings

S = '{urn:schemas-microsoft-com:office:spreadsheet}'
MAX_BYTES = 64 << 20
TOO_LARGE = f'is an XML Spreadsheet of more than {MAX_BYTES >> 20} MiB; save it as .xlsx'
BROKEN = 'is an XML Spreadsheet that is not well-formed ({reason}); save it again in a spreadsheet program, as .xlsx'
NOTE = 'The file is an XML Spreadsheet 2003, which pandas has no reader for: `load` takes its cells out of the XML.'
# From column to value. `at` is the next column: cells name one where some are skipped, and cover further ones where they are merged.
ROW = (
    "(at := 1) and {(at := int(cell.get(S + 'Index', at)) + (over := int(cell.get(S + 'MergeAcross', 0)) + 1)) - over: "
    "(lambda kind, text: json.loads(text) if text and kind == 'Number' else text or None)"
    '(cell.xpath(\'string(*/@*[local-name()="Type"])\'), cell.xpath(\'string(*[local-name()="Data"])\')) '
    "for cell in row.iter(S + 'Cell')}"
)


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet that stand in the file, each from column to value, and those that are merged downwards."""

    source: str
    """The expression that gives the rows."""
    rows: list[dict[int, object]]

    @property
    def width(self) -> int:
        """Columns up to the last one that is named anywhere."""
        return max((max(row, default=0) for row in self.rows), default=0)


def describe(name: str, file_type: str) -> Description:
    """Blank rows between others are left out: the file does not hold them either."""
    if os.path.getsize(name) > MAX_BYTES:
        raise FileProblem(TOO_LARGE)
    sheets = _worksheets(name)
    budget = budget_of_sheet(len(sheets))
    described: list[Description] = []
    notes: list[str] = []
    for index, sheet in enumerate(sheets[:MAX_SHEETS]):
        fields, found = _describe_sheet(name, index, sheet, budget)
        described.append(fields)
        notes += [f'Sheet "{fields["name"]}": {note}' for note in found]
    filled = [sheet for sheet in described if sheet['columns']]
    return {
        'type': 'xls',
        'sheets': described,
        'omittedSheets': len(sheets) - len(described),
        'definedNames': [],
        'hasMacros': False,
        'load': (filled or described)[0]['load'],
        'warnings': [NOTE, *other_sheets_note([_title(sheet, at) for at, sheet in enumerate(sheets)]), *at_most(notes)],
    }


def _worksheets(name: str) -> list[etree._Element]:
    try:
        root = etree.parse(name, safe_parser()).getroot()
    except etree.XMLSyntaxError as error:
        raise FileProblem(BROKEN.format(reason=str(error)[:100])) from error
    return [element for element in root if local_name(element) == 'Worksheet']


def _title(sheet: etree._Element, index: int) -> str:
    return str(sheet.get(f'{S}Name', f'Sheet{index + 1}'))


def _describe_sheet(name: str, index: int, sheet: etree._Element, budget: int) -> tuple[Description, list[str]]:
    title = clean_name(_title(sheet, index))
    grid = _grid(name, index, title, sheet)
    cells: list[list[object]] = [[row.get(at) for at in range(1, grid.width + 1)] for row in grid.rows]
    placed = survey(cells)
    load, frame = _read(grid, placed)
    cells_named = list(sheet.iter(f'{S}Cell'))
    merged = sum(1 for cell in cells_named if cell.get(f'{S}MergeAcross') or cell.get(f'{S}MergeDown'))
    return {
        'name': title,
        'hidden': any(local_name(each) == 'Visible' and each.text != 'SheetVisible' for each in sheet.iter()),
        'load': load,
        'headerRow': placed.placement.header_row,
        'usedRange': f'A1:{column_letters(grid.width - 1)}{len(grid.rows)}' if grid.width else None,
        'mergedCells': merged,
        'formulas': sum(1 for cell in cells_named if cell.get(f'{S}Formula')),
        **describe_table(frame, budget),
    }, name_warnings(frame) + (placement_notes(placed.placement, placed.left_out, placed.below) if grid.width else [])


def _grid(name: str, index: int, title: str, sheet: etree._Element) -> Grid:
    widest = max((int(cell.get(f'{S}Index', '1')) for cell in sheet.iter(f'{S}Cell')), default=0)
    check_extent(title, sum(1 for _ in sheet.iter(f'{S}Row')), widest)
    sheets = f"{call('etree.parse', name)}.getroot().findall(S + 'Worksheet')"
    rows = f"[{ROW} for row in {sheets}[{index}].iter(S + 'Row')]"
    return Grid(rows, run(rows, S=S))


def _read(grid: Grid, placed: Survey) -> tuple[str, pd.DataFrame]:
    """The data rows as a data frame, under the names that the sheet has for its columns."""
    columns = [at + 1 for at in placed.placement.columns]
    names = _names(grid, placed, columns)
    kept = placed.data_rows
    contiguous = kept == list(range(placed.placement.first, placed.end))
    part = f'rows[{placed.placement.first}:{placed.end}]' if contiguous else f'[rows[at] for at in {kept}]'
    frame = f'pd.DataFrame({part}, columns={columns}).set_axis({literal(names)}, axis=1)'
    value = run(frame, rows=grid.rows)
    stepped, value = with_dates('frame', value)
    whole = f'(lambda S: (lambda rows: {frame})({grid.source}))({literal(S)})'
    return whole + stepped.removeprefix('frame'), value


def _names(grid: Grid, placed: Survey, columns: list[int]) -> list[str]:
    """As pandas names columns: by number where there is nothing, and with a number where a name stands twice."""
    placement = placed.placement
    if placement.header is None:
        return placement.names or [f'column_{at}' for at in range(1, len(columns) + 1)]
    names: list[str] = []
    for at in columns:
        cell = grid.rows[placement.header].get(at)
        wanted = name = f'Unnamed: {at - 1}' if cell is None else str(cell)
        count = 0
        while name in names:
            count += 1
            name = f'{wanted}.{count}'
        names.append(name)
    return names
