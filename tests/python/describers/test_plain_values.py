"""Cells and names as harmless JSON."""

import datetime
import decimal
import json

import numpy as np
import pandas as pd
import pytest

from describers.base.damage import MISFIT, reason_of
from describers.base.plain import clean_name, clean_text, plain_value, preview


@pytest.mark.parametrize(
    ('value', 'plain'),
    [
        (None, None),
        (pd.NaT, None),
        (pd.NA, None),
        (float('nan'), None),
        (float('inf'), 'inf'),
        (np.bool_(True), True),
        (np.int64(5), 5),
        (2**60, str(2**60)),
        (np.float32(0.5), 0.5),
        (decimal.Decimal('1.10'), '1.10'),
        (datetime.date(2024, 1, 31), '2024-01-31'),
        (pd.Timestamp('2024-01-31 10:00'), '2024-01-31T10:00:00'),
        (['é', 1], '["é", 1]'),
        ('a\nb', 'a b'),
    ],
)
def test_a_cell_becomes_a_plain_value(value: object, plain: object) -> None:
    assert plain_value(value) == plain
    assert type(plain_value(value)) is type(plain)
    json.dumps(plain_value(value), allow_nan=False)


def test_hidden_characters_are_dropped_and_long_texts_are_cut() -> None:
    assert clean_text('a\u202eb\x00c\u2028d') == 'abc d'
    assert clean_text('x' * 70) == 'x' * 63 + '…'


def test_a_name_keeps_its_tabs_and_line_ends() -> None:
    assert clean_name('a\t\nb\u200b') == 'a\t\nb'


def test_a_preview_keeps_its_lines() -> None:
    assert preview('a\tb\n\nc\x00d\n') == 'a b\n\ncd'


@pytest.mark.parametrize(
    ('error', 'reason'),
    [
        (EOFError(), 'it ends too early'),
        (UnicodeDecodeError('utf-8', b'\xff', 0, 1, 'x'), 'a text in it is not in the encoding it should have'),
        (KeyError('x'), f'{MISFIT}: KeyError'),
        (ValueError('The header has no end. See line 5'), 'The header has no end'),
        (ValueError('std::bad_alloc in parseHeader'), MISFIT),
    ],
)
def test_a_reader_that_gave_up_is_quoted_where_it_speaks_plainly(error: Exception, reason: str) -> None:
    assert reason_of(error) == reason
