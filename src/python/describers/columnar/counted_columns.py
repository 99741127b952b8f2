"""Counts nulls and finds ranges of Arrow batches, without turning them into data frames."""

import math
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from describers.columnar.stated_columns import Stated, has_ends, stated


def counted_columns(batches: Iterable[pa.RecordBatch], fields: list[pa.Field]) -> dict[str, Stated]:
    """By name, what is true of all rows; NaN is a null, as it is to pandas."""
    totals = [_Counted(field.type) for field in fields]
    for batch in batches:
        for total, column in zip(totals, batch.columns, strict=True):
            total.add(column)
    return {field.name: total.facts() for field, total in zip(fields, totals, strict=True)}


class _Counted:
    def __init__(self, kind: pa.DataType) -> None:
        self.kind, self.nulls = kind, 0
        self.ends: list[int | float] = []

    def add(self, column: pa.Array) -> None:
        """Counts one part of the column."""
        self.nulls += column.null_count
        if pa.types.is_timestamp(self.kind):
            column = column.view(pa.int64())  # Python has no dates before the year 1 or after 9999
        if pa.types.is_float16(self.kind):
            column = column.cast(pa.float32())
        if pa.types.is_floating(self.kind):
            self.nulls += pc.sum(pc.is_nan(column)).as_py() or 0
        if has_ends(self.kind):
            found = pc.min_max(column).as_py().values()
            self.ends += [end for end in found if end is not None and not math.isnan(end)]

    def facts(self) -> Stated:
        """Low and high are those of all parts."""
        if not self.ends:
            return Stated(self.nulls, None, None)
        return stated(self.nulls, [min(self.ends), max(self.ends)], self.kind)
