"""Turns texts into the dates that pandas would read, without its slow way through every text."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from describers.tables.record_blocks import Unsure

ISO_LENGTHS = (10, 16, 19)  # of a day, a minute and a second


def date_values(texts, date_format):
    """`date_format` is that of `pd.read_csv`; raises Unsure where a text is no such date or pandas may see it otherwise."""
    cells = _cells(texts)
    values = _iso_dates(cells) if date_format == 'ISO8601' else _formatted_dates(cells, date_format)
    return values.to_pandas().set_axis(texts.index)


def _cells(texts):
    cells = pa.Array.from_pandas(texts)
    return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells


def _iso_dates(cells):
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


def _formatted_dates(cells, date_format):
    encoded = cells.dictionary_encode()
    parsed = pd.to_datetime(pd.Series(encoded.dictionary.to_pylist(), dtype='str'), format=date_format, errors='coerce')
    if parsed.isna().any():
        raise Unsure
    return pa.Array.from_pandas(parsed.astype('datetime64[us]')).take(encoded.indices)
