import json

import numpy as np
import pandas as pd
import pytest

from templates import answers


@pytest.mark.parametrize(
    ('what', 'value', 'shown'),
    [
        ('a third to twelve digits', 1 / 3, '0.333333333333'),
        ('a small fraction to twelve digits', 2e-7 / 3, '6.66666666667e-08'),
        ('the noise of a sum not at all', 0.1 + 0.2, '0.3'),
        ('a whole number that noise hides', 0.9999999999999998, '1.0'),
        ('a single-precision number to twelve digits', np.float32(0.1), '0.10000000149'),
        ('a whole float of sixteen digits whole', 1234567890123457.0, '1234567890123457.0'),
        ('a whole float beyond what floats count', 12345678901234567890.0, '1.23456789012346e+19'),
        ('an integer beyond what floats count', 12345678901234567891, '12345678901234567891'),
        ('an integer of numpy whole', np.int64(9007199254740993), '9007199254740993'),
        ('money with its cents', 1234567890123.45, '1234567890123.45'),
        ('more money than a float has cents for', 12345678901234.56, '12345678901234.6'),
        ('a truth as a truth', np.bool_(True), 'true'),
        ('not a number as null', float('nan'), 'null'),
        ('no time as null', pd.NaT, 'null'),
        ('pandas own missing value as null', pd.NA, 'null'),
        ('infinity as a word', float('-inf'), '"-inf"'),
        ('zero as zero', 0.0, '0.0'),
        ('a text as it is', '0.1234567890123456', '"0.1234567890123456"'),
        (
            'a time as people write it',
            pd.Timestamp('2024-05-01 12:30', tz='Europe/Paris'),
            '"2024-05-01 12:30:00+02:00"',
        ),
        ('a month as people write it', pd.Period('2024-05', 'M'), '"2024-05"'),
    ],
)
def test_plain_and_print_answer_show(what: str, value: object, shown: str, capsys: pytest.CaptureFixture[str]) -> None:
    answers.print_answer(answers.plain(value))
    assert capsys.readouterr().out == f'{shown}\n', what


def test_print_answer_keeps_letters_of_any_language(capsys: pytest.CaptureFixture[str]) -> None:
    answers.print_answer({'città': 'Żółć'})
    assert capsys.readouterr().out == '{"città": "Żółć"}\n'


@pytest.mark.parametrize('missing', [None, float('nan'), pd.NaT, pd.NA])
def test_shown_name_has_a_word_for_a_missing_name(missing: object) -> None:
    assert answers.shown_name(missing) == '(missing)'


def test_shown_name_is_the_text_of_any_other_name() -> None:
    assert [answers.shown_name(name) for name in ('', 0, True)] == ['', '0', 'True']


def test_plain_list_makes_each_value_plain() -> None:
    assert answers.plain_list([np.int64(1), float('nan'), 'a']) == [1, None, 'a']


def test_plain_series_keeps_order_and_names_the_missing_group() -> None:
    values = pd.Series([2.5, np.nan], index=['b', None])
    assert list(answers.plain_series(values).items()) == [('b', 2.5), ('(missing)', None)]


def test_plain_series_of_nothing_is_empty() -> None:
    assert answers.plain_series(pd.Series(dtype=float)) == {}


def test_plain_table_names_rows_and_columns_by_text() -> None:
    table = pd.DataFrame({1: [1, 2], 'mean': [0.1 + 0.2, np.nan]}, index=['a', None])
    assert answers.plain_table(table) == {'a': {'1': 1, 'mean': 0.3}, '(missing)': {'1': 2, 'mean': None}}


def test_plain_rows_leaves_the_index_out_and_keeps_equal_rows() -> None:
    table = pd.DataFrame({'a': [1, 1], 'b': ['x', None]}, index=[7, 7])
    assert json.dumps(answers.plain_rows(table)) == '[{"a": 1, "b": "x"}, {"a": 1, "b": null}]'
