"""Turns texts into the dates that pandas would read, without its slow way through every text."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from describers.tables.dates import date_formats, fits_format
from describers.tables.record_blocks import Unsure
from describers.tables.table_options import Options

ISO_LENGTHS = (10, 16, 19)  # of a day, a minute and a second


def with_date_values(frame: pd.DataFrame) -> tuple[Options, pd.DataFrame]:
    """The options of `pd.read_csv` that read dates, and the frame with them; raises Unsure where a text is not what the first ones are."""
    first = date_formats(frame, of_first=True)
    formats = {label: form for label, found in first.items() if (form := _format_of(frame[label], found)) is not None}
    if not formats:
        return {}, frame
    frame = frame.copy(deep=False)
    for label, form in formats.items():
        frame[label] = _date_values(frame[label], form)
    other = {label: form for label, form in formats.items() if form != 'ISO8601'}
    return {'parse_dates': list(formats), **({'date_format': other} if other else {})}, frame


def _format_of(column: pd.Series, formats: list[str]) -> str | None:
    """The only format that fits all values, or None where more than one does."""
    if len(formats) > 1:
        encoded = _cells(column).unique()
        formats = [
            form for form in formats if fits_format(pd.Series(encoded.drop_null().to_pylist(), dtype='str'), form)
        ]
        if not formats:
            raise Unsure
    return formats[0] if len(formats) == 1 else None


def _date_values(texts: pd.Series, date_format: str) -> pd.Series:
    cells = _cells(texts)
    values = _iso_dates(cells) if date_format == 'ISO8601' else _formatted_dates(cells, date_format)
    return values.to_pandas().set_axis(texts.index)


def _cells(texts: pd.Series) -> pa.ChunkedArray:
    cells = pa.Array.from_pandas(texts)
    return cells if isinstance(cells, pa.ChunkedArray) else pa.chunked_array([cells])


def _iso_dates(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    lengths = pc.min_max(pc.binary_length(cells)).as_py()
    if lengths['min'] != lengths['max'] or lengths['max'] not in ISO_LENGTHS:
        raise Unsure
    if lengths['max'] > ISO_LENGTHS[0]:
        with_t = pc.sum(pc.match_substring(cells, 'T')).as_py()
        if with_t not in (0, len(cells) - cells.null_count):
            raise Unsure
    try:
        return pc.cast(cells, pa.timestamp('us'))
    except pa.ArrowInvalid as error:
        raise Unsure from error


def _formatted_dates(cells: pa.ChunkedArray, date_format: str) -> pa.Array:
    encoded = cells.combine_chunks().dictionary_encode()
    parsed = pd.to_datetime(pd.Series(encoded.dictionary.to_pylist(), dtype='str'), format=date_format, errors='coerce')
    if parsed.isna().any():
        raise Unsure
    return pa.Array.from_pandas(parsed.astype('datetime64[us]')).take(encoded.indices)
