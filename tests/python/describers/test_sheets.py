"""Sheets: where their table begins, merged cells, and what the readers of the formats tell."""

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlwt

from describers.base.description import Description, objects_in, texts_in
from describers.base.problem import FileProblem
from describers.sheets.excel import describe
from describers.sheets.merged_cells import filled_down, merged_down
from describers.sheets.sheet_cells import without_margin
from describers.sheets.workbook_parts import check_extent, column_letters
from describers.tables.placement.placement import place

pytestmark = pytest.mark.filterwarnings('ignore::DeprecationWarning')  # pandas announces its next readers
DAY = datetime.date(2024, 1, 1)


def layout_of(*rows: list[object]) -> tuple[object, ...]:
    placement = place(rows)
    return placement.header, placement.first, placement.columns, placement.names


@pytest.mark.parametrize(
    ('rows', 'layout'),
    [
        ([['a', 'b'], [1, 2]], (0, 1, range(2), None)),
        ([['Report', None], [None, None], ['a', 'b'], [1, 2], [3, 4]], (2, 3, range(2), None)),
        ([[None, 'a', 'b'], [None, 1, 2]], (0, 1, range(1, 3), None)),
        ([[1, 2], [3, 4]], (None, 0, range(2), None)),
        ([['city', 2023, 2024], ['Bonn', 7, 8]], (0, 1, range(3), None)),
        ([['a', 2024, 2024], ['b', 7, 8]], (None, 0, range(3), None)),
        ([['born', 2024], ['born', 2023]], (None, 0, range(2), None)),
    ],
    ids=['plain', 'title-above', 'margin', 'no-header', 'years-as-heads', 'years-that-repeat', 'a-year-among-years'],
)
def test_a_table_begins_at_its_header(rows: list[list[object]], layout: tuple[object, ...]) -> None:
    assert layout_of(*rows) == layout


def test_two_header_rows_are_joined_where_the_lower_names_repeat() -> None:
    rows: list[list[object]] = [
        ['', 'Q1', None, 'Q2', None],
        ['city', 'units', 'sum', 'units', 'sum'],
        ['Bonn', 1, 2, 3, 4],
    ]
    assert layout_of(*rows) == (None, 2, range(5), ['city', 'Q1 units', 'Q1 sum', 'Q2 units', 'Q2 sum'])


def test_cells_merged_downwards_are_the_missing_ones_below_the_first() -> None:
    ranges = [(1, 0, 3, 0), (1, 1, 1, 2), (0, 3, 2, 3), (4, 0, 9, 0)]
    assert merged_down(ranges, [1, 2, 3, 4, 5]) == {0: {1, 2, 4}}


def test_a_column_is_filled_only_where_nothing_else_is_missing() -> None:
    frame = pd.DataFrame({'a': ['x', None, 'y'], 'b': ['x', None, None]})
    assert filled_down(frame, {1: {1}, 2: {1}, 9: {1}}, first_column=1) == ['a']


def test_rows_end_where_their_cells_do() -> None:
    assert without_margin([['a', '', ''], ['', 'b', ''], ['', '', '']]) == [['a', ''], ['', 'b']]


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 701, 702, 16_383)] == ['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']


def test_a_sheet_with_a_lost_cell_far_away_is_refused_by_its_name() -> None:
    check_extent('fine', 10_000, 2_000)
    with pytest.raises(FileProblem, match='a sheet "far" of 10001 rows and 2000 columns'):
        check_extent('far', 10_001, 2_000)


def book(path: Path, fill: Callable[[openpyxl.Workbook], None]) -> Description:
    workbook = openpyxl.Workbook()
    fill(workbook)
    workbook.save(path)
    return describe(str(path), 'xlsx')


def test_a_workbook_tells_formulas_names_and_hidden_sheets(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        sheet = workbook.active
        for row in (['n', 'double'], [1, '=A2*2'], [2, '=A3*2']):
            sheet.append(row)
        workbook.defined_names['Rate'] = openpyxl.workbook.defined_name.DefinedName('Rate', attr_text='Sheet!$A$2')
        workbook.create_sheet('Secret').sheet_state = 'hidden'

    described = book(tmp_path / 'book.xlsx', fill)
    first, secret = objects_in(described['sheets'])
    assert (first['formulas'], first['usedRange'], first['hidden'], secret['hidden']) == (2, 'A1:B3', False, True)
    assert described['definedNames'] == [{'name': 'Rate', 'refersTo': 'Sheet!$A$2'}]
    assert any(
        'formulas without a saved result, which are missing values for every reader: "double" (2)' in note
        for note in texts_in(described['warnings'])
    )


def test_codes_stay_text_dates_are_parsed_and_a_total_is_left_out(tmp_path: Path) -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        for row in (['zip', 'day', 'n'], ['01067', DAY, 1], ['53111', DAY, 2], ['99999', DAY, 4], ['Total', None, 7]):
            workbook.active.append(row)

    (sheet,) = objects_in(book(tmp_path / 'codes.xlsx', fill)['sheets'])
    columns = {column['name']: column for column in objects_in(sheet['columns'])}
    assert sheet['rowCount'] == 3
    assert (columns['zip']['examples'], columns['day']['min']) == (['01067', '53111', '99999'], '2024-01-01T00:00:00')


@pytest.mark.parametrize('suffix', ['xlsx', 'xls'])
def test_cells_merged_over_rows_are_filled_down_by_the_load(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f'merged.{suffix}'
    rows: list[list[object]] = [['city', 'n'], ['Bonn', 1], [None, 2], ['Kiel', 3]]
    if suffix == 'xlsx':
        new = openpyxl.Workbook()
        for row in rows:
            new.active.append(row)
        new.active.merge_cells('A2:A3')
        new.save(path)
    else:
        old = xlwt.Workbook()
        sheet = old.add_sheet('Sheet')
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None and (at, column) != (1, 0):
                    sheet.write(at, column, value)
        sheet.write_merge(1, 2, 0, 0, 'Bonn')
        old.save(str(path))
    (described,) = objects_in(describe(str(path), suffix)['sheets'])
    assert described['mergedCells'] == 1
    assert [row['city'] for row in objects_in(described['sampleData'])] == ['Bonn', 'Bonn', 'Kiel']


def test_the_records_of_an_old_workbook_tell_its_formulas(tmp_path: Path) -> None:
    old = xlwt.Workbook()
    for title in ('one', 'two'):
        sheet = old.add_sheet(title)
        sheet.write(0, 0, 'n')
        for row in range(1, 4 if title == 'two' else 2):
            sheet.write(row, 0, xlwt.Formula('1+1'))
    old.save(str(tmp_path / 'old.xls'))
    sheets = objects_in(describe(str(tmp_path / 'old.xls'), 'xls')['sheets'])
    assert [(sheet['name'], sheet['formulas']) for sheet in sheets] == [('one', 1), ('two', 3)]
