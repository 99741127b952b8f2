"""What the statistics of a Parquet file say of its columns, without reading a row."""

import math
from typing import NamedTuple

import pyarrow as pa

from describers.base.plain import plain_value

MAX_CHUNKS = 100_000


class Stated(NamedTuple):
    nulls: int
    low: object
    high: object
    """None for both where the column has no range."""


def stated_columns(metadata, fields):
    """By name; only columns of whose every row group the file tells nulls and range."""
    groups = [metadata.row_group(at) for at in range(metadata.num_row_groups)]
    if not groups or len(groups) * len(fields) > MAX_CHUNKS:
        return {}
    places = {}
    for at in range(metadata.num_columns):
        places.setdefault(metadata.schema.column(at).path, []).append(at)
    found = {}
    for field in fields:
        at = places.get(field.name, [])
        if len(at) == 1 and not pa.types.is_nested(field.type):
            facts = _facts([group.column(at[0]) for group in groups], field.type)
            found |= {field.name: facts} if facts else {}
    return found


def has_ends(kind):
    """Whether a description gives the smallest and largest value of a column of this Arrow type."""
    return pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_timestamp(kind)


def stated(nulls, ends, kind):
    """Both ends as pandas would show them."""
    return Stated(nulls, *(plain_value(end) for end in pa.array(ends, kind).to_pandas()))


def _facts(chunks, kind):
    statistics = [chunk.statistics for chunk in chunks if chunk.is_stats_set]
    if len(statistics) < len(chunks) or not all(each.has_null_count for each in statistics):
        return None
    nulls = sum(each.null_count for each in statistics)
    if not has_ends(kind):
        return Stated(nulls, None, None)
    filled = [each for each in statistics if each.num_values]
    if not all(each.has_min_max for each in filled):
        return None
    if not filled:
        return Stated(nulls, None, None)
    try:
        ends = [min(each.min for each in filled), max(each.max for each in filled)]
        return None if any(isinstance(end, float) and math.isnan(end) for end in ends) else stated(nulls, ends, kind)
    except (ValueError, TypeError, OverflowError):  # for example a date before the year 1, which Python has not
        return None
