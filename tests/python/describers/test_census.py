"""Rows that do not have the width of the header, counted in two ways."""

from pathlib import Path

import pytest

from describers.encoding.text_encoding import Encoding
from describers.tables.cell_counts import count_cells
from describers.tables.census import Census, take_census
from describers.tables.dialect import detect_dialect
from describers.tables.layout import Layout
from describers.tables.record_blocks import Unsure

UTF8 = Encoding('utf-8', 1.0)


def census_of(path: Path, text: str) -> Census:
    path.write_text(text, encoding='utf-8', newline='')
    return take_census(str(path), Layout(UTF8, detect_dialect(text, ',')))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / 'table.csv'


def test_a_regular_table_has_nothing_to_tell(path: Path) -> None:
    assert census_of(path, 'a,b\n1,2\n3,4\n') == Census(rows=2, used=range(2), zero_columns=set())


def test_short_and_long_rows_are_counted_with_the_line_of_the_first(path: Path) -> None:
    census = census_of(path, 'a,b,c\n1,2,3\n4,5\n6,7,8,9\n1,2,3\n')
    assert (census.ragged, census.longer, census.first_ragged_line, census.empty_tail) == (2, 1, 3, False)


def test_trailing_delimiters_leave_an_empty_tail(path: Path) -> None:
    census = census_of(path, 'a,b\n1,2\n3,4\n5,6,,\n')
    assert (census.longer, census.empty_tail) == (1, True)


def test_one_cell_more_in_every_row_is_told_from_a_few_long_rows(path: Path) -> None:
    assert census_of(path, 'a,b\nx,1,2\ny,3,4\n').all_one_longer is True
    assert census_of(path, 'a,b,c\n1,2,3\n1,2,3\n1,2,3,4\n').all_one_longer is False


def test_notes_below_a_blank_line_are_no_ragged_rows(path: Path) -> None:
    census = census_of(path, 'a,b\n1,2\n3,4\n\nSource: x\nNote: y\n')
    assert (census.ragged, census.rows, census.below) == (0, 2, ['Source: x', 'Note: y'])


def test_codes_and_words_for_missing_values_are_noted_by_column(path: Path) -> None:
    census = census_of(path, 'a,b\n007,NA\n1, 2\n')
    assert (census.zero_columns, census.null_words) == ({0}, {1: {'NA'}})


def test_nul_characters_are_noticed(path: Path) -> None:
    assert census_of(path, 'a,b\n1,\x002\n').holds_nul


@pytest.mark.parametrize(
    'body', ['1,2,3\n' * 9, '1,,3\n' * 9, '1,2\n' + '1,2,3\n' * 40, '1,2,3,4\n' + '1,2,3\n' * 40, '007,2,3\r\n' * 9]
)
def test_counting_bytes_tells_the_same_as_reading_cells(path: Path, body: str) -> None:
    text = 'a,b,c\n' + body
    census = census_of(path, text)
    counts = count_cells(str(path), 6, detect_dialect(text, ','), each_line=True)
    uneven = counts.uneven
    assert (uneven.count, uneven.longer, uneven.empty_tail) == (census.ragged, census.longer, census.empty_tail)
    assert Census.of_uneven(str(path), uneven, {}).first_ragged_line == census.first_ragged_line
    assert counts.zeros == census.zero_columns
    assert counts.are_all_of(text.count('\n') - 1, 3)


def test_counting_bytes_is_unsure_of_a_quote_inside_a_cell(path: Path) -> None:
    path.write_text('a,b\n1,x"y\n2,"z"\n')
    with pytest.raises(Unsure):
        count_cells(str(path), 4, detect_dialect('a,b\n1,2\n', ','))
