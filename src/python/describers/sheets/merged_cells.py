"""Finds columns of a table whose cells are merged over several rows: only the first of them holds the value."""

from collections.abc import Iterable

import pandas as pd

from describers.sheets.workbook_parts import Range

MAX_COLUMNS = 10


def merged_down(ranges: Iterable[Range], first_row: int, rows: int) -> dict[int, set[int]]:
    """Sheet column to the data rows, counted from `first_row`, whose value stands above them in a merged cell."""
    covered: dict[int, set[int]] = {}
    for top, left, bottom, right in ranges:
        if left == right and top >= first_row and bottom > top:
            covered.setdefault(left, set()).update(range(top + 1 - first_row, min(bottom + 1 - first_row, rows)))
    return covered


def filled_down(frame: pd.DataFrame, covered: dict[int, set[int]], first_column: int) -> list[str]:
    """Labels of columns whose missing cells are exactly the merged ones, so that filling down restores them."""
    labels = []
    for column, rows in sorted(covered.items()):
        position = column - first_column
        if not 0 <= position < frame.shape[1] or (frame.columns == frame.columns[position]).sum() > 1:
            continue
        missing = frame.iloc[:, position].isna().to_numpy().nonzero()[0].tolist()
        if missing and set(missing) == {row for row in rows if row < len(frame)}:
            labels.append(frame.columns[position])
    return labels[:MAX_COLUMNS]
