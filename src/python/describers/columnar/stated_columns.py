"""What the statistics of a Parquet file say of its columns, without reading a row."""

import math
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from describers.base.description import Json
from describers.base.plain import plain_value

MAX_CHUNKS = 100_000


class Stated(NamedTuple):
    nulls: int
    low: Json
    high: Json
    """None for both where the column has no range."""


def stated_columns(metadata: pq.FileMetaData, fields: list[pa.Field]) -> dict[str, Stated]:
    """By name; only columns of whose every row group the file tells nulls and range."""
    groups = [metadata.row_group(at) for at in range(metadata.num_row_groups)]
    if not groups or len(groups) * len(fields) > MAX_CHUNKS:
        return {}
    places: dict[str, list[int]] = {}
    for place in range(metadata.num_columns):
        places.setdefault(metadata.schema.column(place).path, []).append(place)
    found: dict[str, Stated] = {}
    for field in fields:
        at = places.get(field.name, [])
        if len(at) == 1 and not pa.types.is_nested(field.type):
            facts = _facts([group.column(at[0]) for group in groups], field.type)
            if facts is not None:
                found[field.name] = facts
    return found


def has_ends(kind: pa.DataType) -> bool:
    """Whether a description gives the smallest and largest value of a column of this Arrow type."""
    return any(test(kind) for test in (pa.types.is_integer, pa.types.is_floating, pa.types.is_timestamp))


def stated(nulls: int, ends: list[Any], kind: pa.DataType) -> Stated:
    """Both ends as pandas would show them."""
    low, high = pa.array(ends, kind).to_pandas()
    return Stated(nulls, plain_value(low), plain_value(high))


def _facts(chunks: list[pq.ColumnChunkMetaData], kind: pa.DataType) -> Stated | None:
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
