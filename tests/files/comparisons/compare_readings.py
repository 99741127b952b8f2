"""Describes odd files by the quick ways and by the plain ones, runs every `load` anew, and prints one JSON line per file."""

import datetime
import json
import os
import random
import sqlite3
import sys
import tempfile
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / 'src/python'))

import openpyxl
import pandas as pd

from describers.base.loading import run
from describers.columnar.binary_cells import without_bytes
from describers.documents import pdf_pages
from describers.outlines import xml_outline
from describers.registry import describer
from describers.sheets import open_xml_workbook, sheet_cells
from describers.sheets.workbook_facts import SheetFacts
from describers.tables.table import describe_table
from describers.text import html
from program import excel_engines

DAYS = [f'2024-01-{day:02}' for day in range(1, 8)]
TABLES = """
create table dates(whole text, moment text, zulu text, gap text, impossible text, american text, mixed text);
create table cells(i integer, r real, t text, b blob, any_type, n numeric);
create table made(a integer, b generated always as (a * 2) virtual, c text generated always as ('2024-01-0' || a) stored);
create table "select" ("from" text, "a""b" text, '' text);
create table centuries(far text, farther text);
create table "nothing"(a integer, b text);
create table "nulls"(a, b);
create view later as select date('2024-01-01', '+' || i || ' days') as day, i from cells;
create view twice as select 1 as a, '2024-01-01' as a;
"""


def write_database(name):
    """Texts that are dates, nearly dates and no dates; cells of all kinds in one column."""
    with sqlite3.connect(name) as base:
        base.executescript(TABLES)
        for at, day in enumerate(DAYS, 1):
            last = at == len(DAYS)
            row = (
                day,
                f'{day} 10:00:0{at}',
                f'{day}T10:00Z',
                day if at != 3 else None,
                f'2024-02-3{at % 2}',
                f'0{at}/01/2024',
            )
            base.execute('insert into dates values (?, ?, ?, ?, ?, ?, ?)', (*row, f'{day}T00:00:00Z' if last else day))
            odd = (1, 'x', None, 2.5, b'a', 2**62, day)[at - 1]
            base.execute('insert into cells values (?, ?, ?, ?, ?, ?)', (at, at / 3, f't{at}', bytes(at), odd, str(at)))
            base.execute('insert into made(a) values (?)', (at,))
            base.execute('insert into "select" values (?, ?, ?)', ('q', day, None))
            base.execute('insert into centuries values (?, ?)', ('1600-01-01', '9999-12-31'))
            base.execute('insert into nulls values (null, null)')


SHEETS = {
    'codes': [['code', 'day', 'text day', 'mixed'], *([f'00{at}', datetime.date(2024, 1, 1 + at), DAYS[at % 7], [at, 'x', None][at % 3]] for at in range(20))],
    'titled': [['A title'], [], ['name', 'Q1', 'Q2'], *([f'n{at}', at, at * 2] for at in range(5)), ['Total', 10, 20], [], ['a note']],
    'subtotals': [['item', 'amount'], ['a', 1], ['b', 2], ['Subtotal', 3], ['c', 4], ['Subtotal', 4], ['Total', 7]],
    'no header': [[at, at / 2] for at in range(9)],
    'years': [['country', 2020, 2021], ['x', 1, 2], ['y', 3, None]],
    'two rows': [[None, 'Q1', None, 'Q2', None], ['x', 'units', 'price', 'units', 'price'], ['r', 1, 2, 3, 4], ['s', 5, 6, 7, 8]],
    'late': [*([at] for at in range(60)), [60, 'far', None, None, 'out']],
    'blanks': [[], [None, None, 'a', 'b'], [None, None, 1, 2], [], [None, None, 3, ''], ['', '']],
    'merged': [['group', 'value'], ['a', 1], [None, 2], ['b', 3], [None, 4]],
    'empty': [],
}  # fmt: skip


def write_workbook(name, rows=0):
    """Sheets with tables in all places; with many `rows` it is large enough for the fast reader."""
    book = openpyxl.Workbook()
    for title, lines in SHEETS.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(line)
    book['merged'].merge_cells('A2:A3')
    book['merged'].merge_cells('A4:A5')
    for at in range(rows):
        book['codes'].append([f'01{at}', datetime.datetime(2024, 1, 1, 3), DAYS[at % 7], at])
    book.remove(book.active)
    book.save(name)


def table(rows, head='th'):
    """The markup of a table."""
    lines = [
        ''.join(f'<{tag}>{cell}</{tag}>' for cell in row)
        for tag, row in zip([head, *['td'] * len(rows)], rows, strict=False)
    ]
    return f'<table>{"".join(f"<tr>{line}</tr>" for line in lines)}</table>'


PAGES = {
    'commas': table([['n', 'money'], *([at, f'{at},{at:03}'] for at in range(9))]),
    'decimal': table([['n', 'price'], *([at, f'{at},5{at}'] for at in range(9))], 'td'),
    'european': table([['n', 'price'], *([at, f'{at + 1}.{at:03},50'] for at in range(9))]),
    'swiss': table([['n', 'price'], *([at, f"{at + 1}'000"] for at in range(9))]),
    'plain': '<p>Words, with commas.</p>'
    + table([['code', 'day'], *([f'00{at}', DAYS[at % 7]] for at in range(9))], 'td'),
    'entity': table([['n', 'money'], *([at, f'{at}&#44;{at:03}'] for at in range(9))]),
    'script': table([['n', 'money'], *([f'{at}<script>1,5</script>', at] for at in range(9))]),
    'unclosed': '<table><tr><td>n<td>v<tr><td>1<td>1,000<tr><td>2<td>2,000</div><p>text',
    'nested': table([['a', 'b'], *([at, table([[1, 2], ['3,5', 4]], 'td')] for at in range(3))]),
    'several': table([[1, 2], [3, 4]]) + '<p>1,5</p>' + table([['k', 'v'], *([f'k{at}', at / 2] for at in range(9))]),
}
DOCUMENTS = {
    'records': '<r>' + ''.join(f'<i id="{at}"><a>{at}</a><d>{day}</d></i>' for at, day in enumerate(DAYS)) + '</r>',
    'spaces': '<r xmlns="urn:a" xmlns:b="urn:b"><b:i b:k="1"><a>1</a><n><m>2</m></n></b:i><b:i b:k="2"/></r>',
    'mixed': '<r>text <i>in</i> tail<i>out</i><!-- c --><?pi x?><![CDATA[ <x> ]]></r>',
    'late text': '<r><i><!-- c -->words</i><i/><g><i/></g><g><i a="1"> </i></g></r>',
    'far dates': '<r><i><d>1600-01-01</d><x>1</x></i><i><d>2024-01-01</d><x>2</x></i></r>',
    'paths': '<r>' + ''.join(f'<p{at}><q><s>1</s></q></p{at}>' for at in range(700)) + '</r>',
    'deep': '<a>' + '<b>' * 200 + 'x' + '</b>' * 200 + '</a>',
}


STROKES = (
    *('20 20 100 60 re S', '20 80 100 60 re f', '70 20 50 60 re S', '0 0 200 200 re W n', '20 20 100 60 re W* n'),
    *('20 50 m 120 50 l S', '70 20 m 70 80 l S', '20 20 m 120 20 l S', '20 20 m 20 80 l S', '120 20 m 120 80 l S'),
    *(
        '20 80 m 120 80 l S',
        '20 20 m 70 20 l 70 80 l 20 80 l h S',
        '70 20 m 120 20 l 120 80 l s',
        '20 20 m 30 40 50 60 70 80 c S',
    ),
)


SMALLEST_TABLE = ('20 20 100 60 re S', '20 50 m 120 50 l S', '70 20 m 70 80 l S')


def write_pdf(name, strokes):
    """A page with a word and a few strokes, which may form a table."""
    drawn = '\n'.join([*strokes, 'BT /F1 10 Tf 30 30 Td (words) Tj ET', ''])
    page = (
        '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>'
    )
    objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1 /Kids [3 0 R] >>', page]
    objects += [
        f'<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream',
        '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ]
    parts = ['%PDF-1.7\n', *(f'{number} 0 obj\n{body}\nendobj\n' for number, body in enumerate(objects, 1))]
    places = ''.join(f'{len("".join(parts[:at])):010d} 00000 n \n' for at in range(1, 6))
    table = f'xref\n0 6\n0000000000 65535 f \n{places}trailer << /Size 6 /Root 1 0 R >>\n'
    Path(name).write_text(''.join(parts) + table + f'startxref\n{len("".join(parts))}\n%%EOF\n')


def write_all():
    """Name to type of each file."""
    write_database('odd.sqlite')
    write_workbook('small.xlsx')
    write_workbook('large.xlsx', 6_000)
    for name, markup in PAGES.items():
        Path(f'{name}.html').write_text(f'<html><body>{markup}</body></html>', encoding='utf-8')
    for name, markup in DOCUMENTS.items():
        Path(f'{name}.xml').write_text(markup, encoding='utf-8')
    dice = random.Random(3)
    for number in range(80):
        write_pdf(f'{number}.pdf', dice.choices(STROKES, k=dice.randrange(8)) if number else SMALLEST_TABLE)
    return {name: Path(name).suffix[1:] for name in sorted(os.listdir())}


def loads_differ(description):
    """Tables whose `load` gives something else than is described."""
    parts = [description, *description.get('sheets', []), *description.get('tables', [])]
    described = [part for part in parts if 'load' in part and _columns(part)]
    return [part['load'] for part in described if _columns(part) != _read_columns(part)[: len(_columns(part))]]


def _columns(part):
    columns = part.get('columns') or part.get('fields') or []
    return [{key: each.get(key) for key in ('name', 'dtype', 'nullCount', 'distinctCount', 'min', 'max', 'examples')} for each in columns]  # fmt: skip


def _read_columns(part):
    return _columns(describe_table(without_bytes(run(part['load'])), 1 << 30))


def rows_are_same(name, engine):
    """Whether the first rows of each sheet are those that a reader gives when it reads no further."""
    with pd.ExcelFile(name, engine=engine) as kept, pd.ExcelFile(name, engine=engine) as plain:
        cells, reader = sheet_cells.SheetCells(kept), plain._reader
        for title in plain.sheet_names:
            cells.keep(title, SheetFacts(None, 1, 0, [], ()))
            for count in (None, *range(1, 12), 60, 70):
                if kept._reader.get_sheet_data(title, count) != reader.get_sheet_data(
                    reader.get_sheet_by_name(title), count
                ):
                    return False
    return True


def plain_ways():
    """From here on nothing is kept, guessed or left out."""
    pdf_pages.TABLE_EDGES = 0
    sheet_cells.MAX_CELLS, open_xml_workbook.FAR_CELLS, xml_outline.SMALL = -1, (), -1
    outline_page = html.outline_page

    def with_commas(name, encoding):
        page = outline_page(name, encoding)
        page.has_commas = True
        return page

    html.outline_page = with_commas


def main():
    """One line per file: its name, whether both descriptions are equal, and the loads that give something else."""
    warnings.simplefilter('ignore')
    excel_engines.choose()
    os.chdir(tempfile.mkdtemp())
    files = write_all()
    quick = {name: describer(kind)(name, kind) for name, kind in files.items()}
    for name, engine in (('small.xlsx', 'openpyxl'), ('large.xlsx', 'calamine')):
        print(json.dumps({'name': f'rows of {name}', 'same': rows_are_same(name, engine), 'tables': 0, 'differ': []}))
    plain_ways()
    for name, kind in files.items():
        same, tables = describer(kind)(name, kind) == quick[name], len(quick[name].get('tables', []))
        print(json.dumps({'name': name, 'same': same, 'tables': tables, 'differ': loads_differ(quick[name])}))


main()
