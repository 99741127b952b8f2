"""Finds columns of a table whose cells are merged over several rows: only the first of them holds the value."""

from collections.abc import Iterable, Sequence

import pandas as pd

from describers.sheets.workbook_parts import Range

MAX_COLUMNS = 10


def merged_down(ranges: Iterable[Range], data_rows: Sequence[int]) -> dict[int, set[int]]:
    """Sheet column to the positions among the rows of data whose value stands above them in a merged cell."""
    positions = {row: at for at, row in enumerate(data_rows)}
    covered: dict[int, set[int]] = {}
    for top, left, bottom, right in ranges:
        if left == right and top in positions and bottom > top:
            found = (positions[row] for row in range(top + 1, min(bottom, data_rows[-1]) + 1) if row in positions)
            covered.setdefault(left, set()).update(found)
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
