"""Texts that are dates."""

import pandas as pd
import pytest

from describers.tables.date_values import with_date_values
from describers.tables.dates import date_formats, text_columns
from describers.tables.record_blocks import Unsure
from describers.tables.record_frame import with_dates


@pytest.mark.parametrize(
    ('texts', 'formats'),
    [
        (['2024-01-31', '2024-02-01'], ['ISO8601']),
        (['2024-01-31T10:00:00Z', '2024-02-01 10:00'], ['ISO8601']),
        (['31/01/2024', '01/02/2024'], ['%d/%m/%Y']),
        (['01/31/2024', '02/01/2024'], ['%m/%d/%Y']),
        (['01/02/2024', '03/04/2024'], ['%d/%m/%Y', '%m/%d/%Y']),
        (['31.01.2024 10:00', '01.02.2024 11:30'], ['%d.%m.%Y %H:%M']),
        (['Jan 31, 2024', 'Feb 1, 2024'], ['%b %d, %Y']),
    ],
)
def test_every_format_that_fits_all_values_is_given(texts: list[str], formats: list[str]) -> None:
    assert date_formats(pd.DataFrame({'day': texts})) == {'day': formats}


@pytest.mark.parametrize(
    'texts', [['2024-01-31', 'soon'], ['31/01/2024', '31/13/2024'], ['123456', '234567'], ['', '']]
)
def test_a_column_with_anything_else_holds_no_dates(texts: list[str]) -> None:
    assert date_formats(pd.DataFrame({'day': texts})) == {}


def test_the_last_value_counts_as_much_as_the_first() -> None:
    assert date_formats(pd.DataFrame({'day': ['2024-01-31'] * 500 + ['soon']})) == {}


def test_missing_values_may_stand_between_dates() -> None:
    assert date_formats(pd.DataFrame({'day': ['2024-01-31', None, '2024-02-01']})) == {'day': ['ISO8601']}


def test_columns_with_one_name_are_left_alone() -> None:
    frame = pd.DataFrame([['a', 'b', 'c']], columns=['x', 'x', 'y'])
    assert text_columns(frame) == ['y']


def test_quick_dates_are_those_that_pandas_reads() -> None:
    texts = ['31/01/2024', '01/02/2024', None]
    options, frame = with_date_values(pd.DataFrame({'day': texts}))
    assert options == {'parse_dates': ['day'], 'date_format': {'day': '%d/%m/%Y'}}
    assert frame['day'].tolist() == pd.to_datetime(pd.Series(texts), format='%d/%m/%Y').tolist()


@pytest.mark.parametrize(('first', 'last'), [('2024-01-31', 'tomorrow!!'), ('31/01/2024', '31/13/2024')])
def test_a_text_that_is_no_date_after_all_makes_the_quick_way_unsure(first: str, last: str) -> None:
    with pytest.raises(Unsure):
        with_date_values(pd.DataFrame({'day': [first] * 30 + [last]}))


def test_dates_of_records_reach_further_back_than_nanoseconds() -> None:
    load, frame = with_dates('records', pd.DataFrame({'day': ['1600-01-01', '2024-01-01']}))
    assert load == "records.astype({'day': 'datetime64[us]'})"
    assert frame['day'].dt.year.tolist() == [1600, 2024]
