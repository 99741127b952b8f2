"""How the records of a delimited text are divided into cells."""

from pathlib import Path

import pytest

from describers.base.loading import run
from describers.tables import delimited
from describers.tables.delimiter import possible_delimiter, separation_of
from describers.tables.separation import Separation
from describers.tables.stray_quotes import without_stray_quotes

ROWS = [['id', 'type', 'n'], ['1', 'Men\'s, "new"', '5'], ['2', 'Sofa', '6'], ['3', 'Bed, big', '7'], ['4', 'Cap', '8']]


def written(delimiter: str, quote: str = '"', escape: str = '', around_all: bool = False) -> str:
    """The rows as a file that has these marks."""

    def cell(text: str) -> str:
        if not around_all and quote not in text and delimiter.strip() not in text:
            return text
        return quote + text.replace(quote, (escape or quote) + quote) + quote

    return ''.join(delimiter.join(map(cell, row)) + '\n' for row in ROWS)


@pytest.mark.parametrize('quote', ['"', "'"])
@pytest.mark.parametrize('escape', ['', '\\'])
@pytest.mark.parametrize('delimiter', [',', ';', '\t', '|', '^', '~', '\x01', '||', '::', '\t\t', '\\t', ' | '])
def test_cells_come_out_as_they_were_written(delimiter: str, quote: str, escape: str) -> None:
    for around_all in (False, True):
        text = written(delimiter, quote, escape, around_all)
        assert separation_of(text, ',').rows(text) == ROWS


@pytest.mark.parametrize('delimiter', [';', '\t', '|'])
@pytest.mark.parametrize(
    'row', [['1', '2,50', '7'], ['Ann', '1,5', '2'], ['2025-01-01', '1,5', 'a'], ['1,234', '5,678', '9,012']]
)
def test_a_comma_in_numbers_divides_no_table_without_a_header(row: list[str], delimiter: str) -> None:
    text = (delimiter.join(row) + '\n') * 5
    assert separation_of(text, ',') == Separation(delimiter)


def test_lists_in_cells_divide_no_table_without_a_header() -> None:
    assert separation_of('3;4,Ann\n5;6,Bo\n7;8,Cy\n', ',') == Separation(',')


@pytest.mark.parametrize(
    'text',
    [
        "who,what\nAnn,'tis mine\nBo,rock 'n' roll\n",
        "who,what\nAnn,'so'\nBo,no\n",  # one cell alone tells nothing
        'path,n\n"C:\\dir\\",1\n"D:\\new\\",2\n',
        "path,n\nC:\\dir\\'x',1\nD:\\it\\'s,2\n",  # a backslash elsewhere: it escapes nothing
        'id,size\n1,"6"" pipe"\n2,"3"" pipe"\n',
        'id,remark\n1,"a\nb"\n2,"c, d\ne"\n3,x\n',
    ],
)
def test_marks_that_are_ordinary_text_stay_so(text: str) -> None:
    separation = without_stray_quotes(text, separation_of(text, ','))
    assert separation == Separation(',')


@pytest.mark.parametrize(('row', 'cell'), [(row, cell) for row in (1, 3, 5) for cell in (0, 1, 2)])
def test_a_quotation_mark_that_is_never_closed_swallows_nothing(
    row: int, cell: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ['id,type,n', '1,Sofa,5', '2,"Bed, big",6', '3,Cap,7', '4,"two\nlines",8', '5,Tent,9', '6,"a ""b""",10']
    cells = lines[row].split(',')
    cells[cell] = '"' + cells[cell]
    damaged = [*lines[:row], ','.join(cells), *lines[row + 1 :]]
    monkeypatch.chdir(tmp_path)
    Path('t.csv').write_text('\n'.join(damaged) + '\n', encoding='utf-8')
    described = delimited.describe('t.csv', 'csv')
    frame = run(str(described['load']))
    assert frame.iloc[:, 0].tolist() == [1, 2, 3, 4, 5, 6]
    assert frame['n'].tolist() == [5, 6, 7, 8, 9, 10]
    line = row + 1 + (row > 4)
    assert f'A quotation mark that is never closed is left out by `load` in line {line}; look at its row.' in str(
        described['warnings']
    )


def test_a_file_cut_off_inside_its_quotes_has_no_stray_ones() -> None:
    text = 'a,b\n1,"x, y"\n2,"cut off\nhere'
    assert without_stray_quotes(text, Separation(',')) == Separation(',')


@pytest.mark.parametrize(
    ('lines', 'mark'),
    [
        (['id§name', '1§Ann', '2§Bo'], '§'),
        (['name', 'Ann', 'Bo'], None),
        (['day', '2024-01-01', '2024-01-02'], None),
        (['e-mail', 'a-b', 'cd'], None),
    ],
)
def test_a_mark_that_stands_in_all_rows_of_one_column_may_divide_them(lines: list[str], mark: str | None) -> None:
    assert possible_delimiter([[line] for line in lines]) == mark


def test_a_text_cut_in_its_last_record_keeps_the_others() -> None:
    assert Separation(';', "'").whole_records("a;b\n1;'x\ny'\n2;'cut\n o") == "a;b\n1;'x\ny'\n"
