"""Replaces binary cells by their size, which says more than their bytes."""

from contextlib import suppress

import pandas as pd
from pandas.api import types

from describers.base.description import Description, objects_in
from describers.tables.distinct_count import distinct_count
from describers.tables.table import describe_table

MAX_EXAMINED = 100


def describe_cells(frame: pd.DataFrame) -> Description:
    """The fields of the table; different bytes of one length count as different."""
    shown = without_bytes(frame)
    fields = describe_table(shown)
    for at, column in enumerate(objects_in(fields['columns'])):
        if shown is not frame and at < MAX_EXAMINED and _holds_bytes(frame.iloc[:, at]):
            column.pop('distinctCount', None)
            with suppress(TypeError):
                column['distinctCount'] = distinct_count(frame.iloc[:, at])
    return fields


def without_bytes(frame: pd.DataFrame) -> pd.DataFrame:
    """The same table with "<n bytes>" for each cell that holds bytes; dtypes stay as they are."""
    objects = [at for at, dtype in enumerate(frame.dtypes[:MAX_EXAMINED]) if types.is_object_dtype(dtype)]
    found = [at for at in objects if _holds_bytes(frame.iloc[:, at])]
    if not found:
        return frame
    shown = frame.copy(deep=False)
    for at in found:
        cells = [f'<{len(cell)} bytes>' if isinstance(cell, bytes) else cell for cell in frame.iloc[:, at]]
        shown.isetitem(at, pd.Series(cells, index=frame.index, dtype=object))
    return shown


def _holds_bytes(column: pd.Series) -> bool:
    return types.is_object_dtype(column.dtype) and any(isinstance(cell, bytes) for cell in column.dropna().iloc[:20])
