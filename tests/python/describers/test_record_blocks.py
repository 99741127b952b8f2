"""Bytes cut into whole records."""

from pathlib import Path

import pytest

from describers.tables import record_blocks
from describers.tables.cut_record import before_cut_record
from describers.tables.dialect import detect_dialect
from describers.tables.record_blocks import Unsure, check_quotes, data_start, whole_records


@pytest.mark.parametrize('size', [1, 2, 5, 64])
def test_blocks_of_any_size_give_all_bytes_and_never_cut_a_record(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / 'table.csv'
    path.write_bytes(b'a,"x\ny"\n1,2\n"3\n\n3",4\n5,6')
    monkeypatch.setattr(record_blocks, 'BLOCK', size)
    blocks = list(record_blocks.record_blocks(str(path), 0))
    assert b''.join(blocks) == path.read_bytes()
    assert all(block.count(b'"') % 2 == 0 for block in blocks)
    assert all(block.endswith(b'\n') for block in blocks[:-1])


def test_a_line_end_inside_quotes_ends_no_record() -> None:
    assert whole_records(b'1,2\n3,"x\ny') == b'1,2\n'


def test_a_carriage_return_alone_ends_records_as_well() -> None:
    assert whole_records(b'1,2\r3,4\r5') == b'1,2\r3,4\r'


def test_without_a_whole_record_nobody_is_sure() -> None:
    with pytest.raises(Unsure):
        whole_records(b'1,2,3')


@pytest.mark.parametrize(
    ('text', 'rest'),
    [
        ('a,b\n1,2\n', '1,2\n'),
        ('"a\nb",c\n1,2\n', '1,2\n'),
        ('Title\n\na,b\n1,2\n', '1,2\n'),
        ('1,2\n3,4\n', '1,2\n3,4\n'),
    ],
)
def test_data_start_behind_the_header_or_where_there_is_none_at_the_first_row(text: str, rest: str) -> None:
    assert text[data_start(detect_dialect(text, ','), text, 'utf-8') :] == rest


@pytest.mark.parametrize(('block', 'has_quotes'), [(b'1,2\n', False), (b'"1",2\n', True), (b'"a ""b""",2\n', True)])
def test_quotes_around_cells_are_fine(block: bytes, has_quotes: bool) -> None:
    assert check_quotes(block, ',') is has_quotes


@pytest.mark.parametrize('block', [b'a"b,2\n', b'"a"b,2\n', b'"a,2\n', b'a\0,2\n'])
def test_any_other_quote_and_a_nul_leave_nobody_sure(block: bytes) -> None:
    with pytest.raises(Unsure):
        check_quotes(block, ',')


def test_a_file_cut_off_inside_its_quotes_keeps_the_records_before() -> None:
    dialect = detect_dialect('a,b\n1,2\n', ',')
    assert before_cut_record(b'a,b\n1,2\n3,"cut of', dialect) == b'a,b\n1,2\n'
    assert before_cut_record(b'a,b\n1,"2\n3,4\n5,6\n', dialect) is None  # the quote stands there by mistake
