"""Tables below and beside each other."""

import csv
import io

import pytest

from describers.tables.placement.areas import areas_in, cells_of
from describers.tables.placement.survey import survey

ONE = {
    'groups between blank lines': 'a,b\nx,1\ny,2\n\nz,3\nw,4\n',
    'the same header again': 'a,b\nx,1\ny,2\n\na,b\nz,3\nw,4\n',
    'the same header on each page': 'Staff,\na,b\nx,1\ny,2\nStaff,\na,b\nz,3\nw,4\n',
    'pages with numbers': 'Page 1,\na,b\nx,1\ny,2\nPage 2,\na,b\nz,3\nw,4\n',
    'texts between blank lines': 'name,town\nAnn,Rome\n\nBo,Oslo\nCy,Bonn\n',
    'a column that separates': 'a,b,,c,d\nx,1,,p,3\ny,2,,q,4\n',
    'notes': 'a,b\nx,1\ny,2\n\nSource: z, 2024\n',
    'texts in a row of numbers': 'a,b,c\nx,1,2\nclosed,n,k\ny,3,4\nz,3,4\n',
    'a title': 'Report\n\na,b\nx,1\ny,2\n',
    'nothing': '',
}
SEVERAL = {
    'a blank line between': ('a,b,c\nx,1,2\ny,3,4\n\nname,age,pay\nAnn,3,4\nBo,5,6\n', [(0, 3), (4, 7)]),
    'titles above both': (
        'Sales,,\na,b,c\nx,1,2\ny,3,4\n,,\nStaff,,\nname,age,pay\nAnn,3,4\nBo,5,6\n',
        [(1, 4), (6, 9)],
    ),
    'the same header below other titles': (
        'Week 40\na,b,c\nx,1,2\ny,3,4\n\nWeek 41\na,b,c\nz,1,2\nWeek 42\na,b,c\nx,8,9\n',
        [(1, 4), (6, 8), (9, 11)],
    ),
    'another width': ('a,b,c,d\nx,1,2,3\ny,3,4,5\n\nname,age\nAnn,3\nBo,5\n', [(0, 3), (4, 7)]),
    'nothing between': ('a,b,c,d\nx,1,2,3\ny,3,4,5\nn,k,l,m\nAnn,3,4,5\nBo,5,6,7\n', [(0, 3), (3, 6)]),
    'three of them': ('a,b\nx,1\ny,2\n\nc,d\nx,1\ny,2\n\ne,f\nx,1\ny,2\n', [(0, 3), (4, 7), (8, 11)]),
}


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline='')))


@pytest.mark.parametrize('what', ONE)
def test_one_table_stays_one(what: str) -> None:
    assert len(areas_in(rows_of(ONE[what]))) == 1


@pytest.mark.parametrize('what', SEVERAL)
def test_tables_below_each_other_are_told_apart(what: str) -> None:
    text, places = SEVERAL[what]
    rows = rows_of(text)
    found = [survey(cells_of(rows, area)).moved(area.rows.start, 0) for area in areas_in(rows)]
    assert [(each.placement.header, each.end) for each in found] == places


def test_tables_beside_each_other_are_told_apart_by_their_lengths_or_names() -> None:
    longer = rows_of('a,b,,name,age\nx,1,,Ann,3\ny,2,,Bo,4\n,,,Cy,5\n')
    repeated = rows_of('a,b,,a,b\nx,1,,Ann,3\ny,2,,Bo,4\n')
    for rows in (longer, repeated):
        assert [area.columns for area in areas_in(rows)] == [range(2), range(3, 5)]
