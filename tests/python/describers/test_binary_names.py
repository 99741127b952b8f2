"""Names of .xlsb: formulas of one token."""

import struct

import pytest

from describers.sheets.binary_names import sheet_titles, target_of
from describers.sheets.binary_workbook import records

TITLES = ['Rates', "Jan's Sales", None]


@pytest.mark.parametrize(
    ('token', 'target'),
    [
        (b'\x3a' + struct.pack('<HIH', 0, 2, 1), 'Rates!$B$3'),
        (b'\x5a' + struct.pack('<HIH', 1, 2, 0xC001), "'Jan''s Sales'!B3"),
        (b'\x3b' + struct.pack('<HIIHH', 0, 0, 9, 0, 27), 'Rates!$A$1:$AB$10'),
        (b'\x1f' + struct.pack('<d', 0.19), '0.19'),
        (b'\x17\x02\x00a\x00"\x00', '"a"""'),
        (b'\x1d\x01', 'TRUE'),
    ],
)
def test_cells_areas_and_values_are_written_as_in_a_spreadsheet(token: bytes, target: str) -> None:
    assert target_of(token, TITLES) == target


@pytest.mark.parametrize(
    'formula',
    [
        b'',
        b'\x99',
        b'\x3a' + struct.pack('<HIH', 2, 0, 0),  # out of the workbook
        b'\x3a' + struct.pack('<HIH', 7, 0, 0),  # no such link
        b'\x1e\x01\x00\x1e\x02\x00\x03',  # more than one token
        b'\x17\x05\x00a\x00',  # cut off
    ],
)
def test_anything_else_has_no_target(formula: bytes) -> None:
    assert target_of(formula, TITLES) == ''


def test_a_link_leads_to_one_sheet_of_this_workbook_or_nowhere() -> None:
    links = struct.pack('<I', 4) + b''.join(
        struct.pack('<Iii', *link) for link in [(0, 1, 1), (0, 0, 1), (1, 0, 0), (0, 9, 9)]
    )
    assert sheet_titles(links, [357, 355], ['a', 'b']) == ['b', None, None, None]


def test_records_end_where_one_is_cut_off() -> None:
    assert list(records(b'\x01\x02ab\x80\x01\x01c\x05\x09cut')) == [(1, b'ab'), (128, b'c')]
