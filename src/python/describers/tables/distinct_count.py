"""Counts different values, without a table of them where whole numbers make that easy."""

import numpy as np
import pandas as pd

DENSE = 8  # a range is narrow while it holds at most so many numbers for every value


def distinct_count(series: pd.Series) -> int:
    """How many different values there are beside the missing ones; raises TypeError for values that can't be counted."""
    if isinstance(series.dtype, np.dtype) and series.dtype.kind in 'iu' and len(series) > 1:
        count = _of_whole_numbers(series.to_numpy())
        if count is not None:
            return count
    return int(series.nunique())


def _of_whole_numbers(values: np.ndarray) -> int | None:
    """None where the numbers are neither sorted nor close together."""
    if (values[1:] > values[:-1]).all():
        return len(values)
    low, high = int(values.min()), int(values.max())
    if high - low >= DENSE * len(values):
        return None
    seen = np.zeros(high - low + 1, bool)
    wide = values if values.itemsize == 8 else values.astype(np.int64)  # a difference may not fit into a narrow type
    seen[wide - wide.dtype.type(low)] = True
    return int(np.count_nonzero(seen))
