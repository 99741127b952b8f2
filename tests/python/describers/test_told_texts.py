"""Texts whose name does not tell what they are, and pages and workbooks that stand in other files."""

import os
from pathlib import Path

import pytest

from describers.base.description import Description, objects_in, texts_in
from describers.base.loading import run
from describers.base.other_type import OtherType
from describers.base.problem import FileProblem
from describers.registry import describe, describe_guess
from describers.sheets import xml_workbook
from describers.text import untold

WORKBOOK = (
    '<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<ss:Worksheet ss:Name="A"><ss:Table>{rows}</ss:Table></ss:Worksheet></ss:Workbook>'
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(text: str) -> str:
    Path('file').write_text(text, encoding='utf-8')
    with pytest.raises(OtherType) as other:
        untold.describe('file', 'untold')
    return other.value.file_type


@pytest.mark.parametrize(
    'text',
    [
        'a,b\n1,2\n',
        'name;size\nx;1\ny;2\n',
        'one,two,three\na,b,c\nd,e,f\n',
        '# made\na,b\n1,2\n3,4\n',
    ],
)
def test_what_is_a_table_in_every_line_is_one(text: str) -> None:
    assert told(text) == 'csv'


@pytest.mark.parametrize(
    'text',
    [
        'Dear Ada,\nyou know, Bob left.\n',
        'int a = 1;\nint b = 2;\nreturn a;\n',
        'a line\nanother line\n',
        'import os, sys\n\n\ndef f(a, b):\n    return a\n',
        '[part]\nkey = value, other\n',
        'word\n',
    ],
)
def test_what_is_no_table_in_some_line_is_a_text(text: str) -> None:
    assert told(text) == 'txt'


def test_tabs_lines_of_json_and_logs_are_told_as_well() -> None:
    assert told('a\tb\n1\t2\n') == 'tsv'
    assert told('{"a": 1}\n{"a": 2}\n') == 'log'  # which tells lines of JSON from others
    assert told('2024-01-01 10:00:00 INFO x - y\n' * 3) == 'log'


def test_a_guess_that_fails_is_a_text_with_the_reason() -> None:
    Path('file').write_text('{"a": 1', encoding='utf-8')
    described = describe_guess('file', 'json')
    assert described['type'] == 'txt'
    assert texts_in(described['warnings'])[0].startswith(
        'It was taken for a text: as what it looks like it is not valid'
    )
    with pytest.raises(FileProblem):
        describe('file', 'json')


def sheet(*rows: str) -> Description:
    Path('file').write_text(WORKBOOK.format(rows=''.join(f'<ss:Row>{row}</ss:Row>' for row in rows)), encoding='utf-8')
    described = objects_in(xml_workbook.describe('file', 'xls')['sheets'])[0]
    frame = run(str(described['load']))
    assert [column['name'] for column in objects_in(described['columns'])] == list(frame.columns)
    assert described['rowCount'] == len(frame)
    return described


def cell(value: str, kind: str = 'String', **attributes: int) -> str:
    listed = ''.join(f' ss:{name}="{number}"' for name, number in attributes.items())
    return f'<ss:Cell{listed}><ss:Data ss:Type="{kind}">{value}</ss:Data></ss:Cell>'


def test_cells_of_an_xml_workbook_stand_where_their_index_says() -> None:
    described = sheet(
        cell('a') + cell('wide', MergeAcross=1) + cell('d'),
        cell('x') + cell('1', 'Number', Index=4),
        cell('y') + cell('2', 'Number') + '<ss:Cell/>' + cell('3.5', 'Number'),
    )
    columns = objects_in(described['columns'])
    assert [(each['name'], each['nullCount']) for each in columns] == [
        ('a', 0),
        ('wide', 1),
        ('Unnamed: 2', 2),
        ('d', 0),
    ]


def test_values_of_an_xml_workbook_have_the_types_that_it_tells() -> None:
    described = sheet(
        cell('code') + cell('day') + cell('n') + cell('code') + cell('bold'),
        cell('007')
        + cell('2024-01-31T00:00:00.000', 'DateTime')
        + cell('1', 'Number')
        + cell('x')
        + cell('a <b>b</b>'),
        cell('008') + cell('2024-02-29T00:00:00.000', 'DateTime') + cell('2E3', 'Number') + cell('') + cell('c'),
    )
    columns = {str(each['name']): each for each in objects_in(described['columns'])}
    assert list(columns) == ['code', 'day', 'n', 'code.1', 'bold']
    assert columns['code']['examples'] == ['007', '008']
    assert str(columns['day']['dtype']).startswith('datetime64')
    assert columns['n']['max'] == 2000
    assert columns['code.1']['nullCount'] == 1
    assert columns['bold']['examples'] == ['a b', 'c']


def test_an_xml_workbook_that_is_broken_or_empty_says_so() -> None:
    for text, problem in (
        (WORKBOOK[:150], 'not well-formed'),
        (WORKBOOK.replace('Worksheet', 'Other'), 'no worksheets'),
    ):
        Path('file').write_text(text, encoding='utf-8')
        with pytest.raises(FileProblem, match=problem):
            xml_workbook.describe('file', 'xls')


def test_an_xml_workbook_names_the_sheets_that_it_does_not_describe() -> None:
    rows = f'<ss:Row>{cell("n")}</ss:Row><ss:Row>{cell("1", "Number")}</ss:Row>'
    head, rest = WORKBOOK.format(rows=rows).split('<ss:Worksheet', 1)
    body, end = rest.split('</ss:Workbook>')
    sheets = ''.join('<ss:Worksheet' + body.replace('"A"', f'"S{index}"') for index in range(22))
    Path('file').write_text(f'{head}{sheets}</ss:Workbook>{end}', encoding='utf-8')
    described = xml_workbook.describe('file', 'xls')
    assert described['omittedSheets'] == 2
    assert 'Sheets that are not described here: "S20", "S21".' in texts_in(described['warnings'])


def test_a_web_archive_leaves_nothing_behind_and_keeps_its_encoding() -> None:
    page = '<table><tr><td>Stück</td><td>n</td></tr><tr><td>Öl</td><td>1</td></tr></table>'.encode('cp1252')
    head = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=windows-1252\n\n'
    Path('file').write_bytes(head + page + b'\n--b--\n')
    described = describe('file', 'web-archive')
    assert os.listdir() == ['file']
    assert list(run(str(described['load'])).columns) == ['Stück', 'n']
    Path('file').write_bytes(head.replace(b'text/html', b'text/css') + b'a {}\n--b--\n')
    with pytest.raises(FileProblem, match='a web archive without a page'):
        describe('file', 'web-archive')
