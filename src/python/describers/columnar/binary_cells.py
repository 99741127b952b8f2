"""Replaces binary cells by their size, which says more than their bytes."""

import pandas as pd
from pandas.api import types

MAX_EXAMINED = 100


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
    return any(isinstance(cell, bytes) for cell in column.dropna().iloc[:20])
