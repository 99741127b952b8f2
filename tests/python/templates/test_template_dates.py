import pandas as pd
import pytest

from templates import dates


@pytest.fixture
def table() -> pd.DataFrame:
    return pd.DataFrame({'day': ['2024-01-31', '2024-02-01T08:00', None, '2023-12-31'], 'n': [1, 2, 3, 4]})


def test_with_dates_reads_dates_and_times_and_leaves_the_table_as_it_was(table: pd.DataFrame) -> None:
    found = dates.with_dates(table, 'day')
    assert found['day'].isna().to_list() == [False, False, True, False]
    assert found['day'][1] == pd.Timestamp('2024-02-01 08:00')
    assert table['day'][0] == '2024-01-31'


@pytest.mark.parametrize('text', ['yesterday', '01/02/2024'])
def test_with_dates_ends_on_any_other_text(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        dates.with_dates(pd.DataFrame({'day': ['2024-01-31', text]}), 'day')


def test_with_dates_takes_a_column_with_any_name() -> None:
    table = pd.DataFrame({"the day's": ['2024-01-31']})
    assert dates.with_dates(table, "the day's")["the day's"][0].year == 2024


@pytest.mark.parametrize(
    ('frequency', 'periods'),
    [
        ('M', ['2024-01', '2024-02', None, '2023-12']),
        ('Y', ['2024', '2024', None, '2023']),
        ('Q', ['2024Q1', '2024Q1', None, '2023Q4']),
        ('W', ['2024-01-29/2024-02-04', '2024-01-29/2024-02-04', None, '2023-12-25/2023-12-31']),
    ],
)
def test_with_period_adds_the_period_of_each_date(frequency: str, periods: list[str], table: pd.DataFrame) -> None:
    found = dates.with_period(dates.with_dates(table, 'day'), 'day', frequency=frequency, name='period')
    assert [None if pd.isna(period) else str(period) for period in found['period']] == periods
    assert list(found.columns) == ['day', 'n', 'period']


def test_with_period_goes_by_the_local_time_of_a_time_zone() -> None:
    times = pd.DataFrame({'day': pd.to_datetime(['2023-12-31 23:30']).tz_localize('UTC').tz_convert('Asia/Tokyo')})
    with pytest.warns(UserWarning, match='timezone'):
        found = dates.with_period(times, 'day', frequency='Y', name='year')
    assert str(found['year'][0]) == '2024'


def test_rows_of_year_have_a_date_in_it(table: pd.DataFrame) -> None:
    known = dates.with_dates(table, 'day')
    assert dates.rows_of_year(known, 'day', 2024)['n'].to_list() == [1, 2]
    assert dates.rows_of_year(known, 'day', 1999).empty


def test_time_range_is_that_of_the_times_that_are_there(table: pd.DataFrame) -> None:
    known = dates.with_dates(table, 'day')
    assert dates.time_range(known, 'day') == {'first': '2023-12-31T00:00:00', 'last': '2024-02-01T08:00:00'}


def test_time_range_of_no_time_is_nothing(table: pd.DataFrame) -> None:
    known = dates.with_dates(table, 'day')
    for empty in (known.head(0), known[known['day'].isna()]):
        assert dates.time_range(empty, 'day') == {'first': None, 'last': None}


def test_time_range_keeps_the_time_zone() -> None:
    table = pd.DataFrame({'at': pd.to_datetime(['2024-01-01T12:00+02:00'])})
    assert dates.time_range(table, 'at')['last'] == '2024-01-01T12:00:00+02:00'
