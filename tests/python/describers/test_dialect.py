"""How a delimited text is divided into cells."""

import pytest

from describers.tables.dialect import detect_dialect
from describers.tables.placement.kinds import is_data


@pytest.mark.parametrize(
    ('text', 'delimiter'),
    [
        ('a,b\n1,2\n3,4\n', ','),
        ('a;b\n1,5;2,5\n3,5;4,5\n', ';'),
        ('a\tb\n1\t2\n', '\t'),
        ('a|b|c\n1|2|3\n', '|'),
        ('"x;y",b\n"1;2",3\n"4;5",6\n', ','),
        ('sep=|\na|b\n1|2\n', '|'),
    ],
)
def test_the_delimiter_is_the_one_that_gives_rows_of_one_width(text: str, delimiter: str) -> None:
    assert detect_dialect(text, ',').delimiter == delimiter


def test_decimal_commas_that_divide_all_rows_but_the_header_are_no_delimiters() -> None:
    assert detect_dialect('name;amount\n' + 'x;1,5\n' * 300 + 'x;1,5;\n', ',').delimiter == ';'


def test_of_two_delimiters_that_fit_the_preferred_one_wins() -> None:
    text = 'a\t,b\n1\t,2\n3\t,4\n'
    assert [detect_dialect(text, preferred).delimiter for preferred in ('\t', ',')] == ['\t', ',']


def test_titles_and_notes_above_the_table_are_counted() -> None:
    assert detect_dialect('Report of 2024\n\nname,amount\nx,1\ny,2\n', ',').placement.skipped == [0, 1]


def test_a_comment_in_front_of_the_header_is_no_header() -> None:
    dialect = detect_dialect('# made by hand\nname,amount\nx,1\n', ',')
    assert (dialect.placement.skipped, dialect.rows[0]) == ([0], ['name', 'amount'])


@pytest.mark.parametrize(
    ('text', 'has_header'),
    [
        ('name,amount\nx,1\n', True),
        ('1,2\n3,4\n', False),
        ('2024-01-01,x\n2024-01-02,y\n', False),
        ('country,2020,2021\nx,1,2\n', True),
        (',\n1,2\n', False),
    ],
)
def test_a_header_holds_names_and_at_most_years(text: str, has_header: bool) -> None:
    assert detect_dialect(text, ',').has_header is has_header


def test_a_row_of_units_below_the_header_is_no_data() -> None:
    dialect = detect_dialect('day,speed,width\n,(m/s),mm\nx,1,2\ny,3,4\nz,5,6\n', ',')
    assert (dialect.placement.further, dialect.rows[1]) == (['(m/s) mm'], ['x', '1', '2'])


def test_blanks_behind_the_delimiters_are_noticed() -> None:
    assert detect_dialect('a, b\n1, 2\n3, 4\n', ',').space_after


def test_a_text_of_blank_lines_has_no_rows() -> None:
    assert detect_dialect('\n \n\n', ',').rows == []


@pytest.mark.parametrize(
    ('cell', 'expected'),
    [('-1.5', True), ('€3', True), ('2024-01-31', True), ('12%', True), ('name', False), ('', False)],
)
def test_numbers_and_dates_are_data(cell: str, expected: bool) -> None:
    assert is_data(cell) is expected
