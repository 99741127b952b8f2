"""Describes the data frame that records form: its columns, and the dates among them."""

import pandas as pd

from describers.base.description import Description
from describers.base.loading import call, try_run
from describers.tables.dates import date_formats
from describers.tables.table import describe_table, without_values

COLUMN_BUDGET = 3_500
MAX_LABELS = 100
DTYPES = ('datetime64[ns]', 'datetime64[us]', 'datetime64[ns, UTC]')  # microseconds reach further back than nanoseconds


def describe_columns(frame: pd.DataFrame | None, is_whole: bool = True) -> Description:
    """The columns that fit into a description of records; none where they form no table, and no list of all values for a part of one."""
    if frame is None:
        return {}
    table = describe_table(frame, COLUMN_BUDGET)
    table = table if is_whole else without_values(table)
    return {'columns': table['columns'], 'omittedColumns': table['omittedColumns']}


def with_dates(load: str, frame: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """The expression and its frame with ISO dates as dates, where pandas agrees."""
    labels = [label for label, formats in date_formats(frame).items() if formats == ['ISO8601']]
    labels += [label for label in _labels(frame) if _holds_dates(frame[label])]
    found = {label: dtype for label in labels if (dtype := _date_dtype(frame[label]))}
    if not found:
        return load, frame
    conversion = call('.astype', found)
    dated = try_run(f'frame{conversion}', frame=frame)
    return (load, frame) if dated is None else (f'{load}{conversion}', dated)


def _date_dtype(series: pd.Series) -> str | None:
    """The first dtype for dates that takes every value."""
    for dtype in DTYPES:
        try:
            series.astype(dtype)
        except (ValueError, TypeError, OverflowError):
            continue
        return dtype
    return None


def _labels(frame: pd.DataFrame) -> list[str]:
    labels = frame.columns[:MAX_LABELS] if frame.columns.is_unique else []
    return [label for label in labels if isinstance(label, str)]


def _holds_dates(series: pd.Series) -> bool:
    return bool(series.dtype == object and pd.api.types.infer_dtype(series, skipna=True) in ('date', 'datetime'))
