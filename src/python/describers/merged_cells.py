"""Finds cells of a sheet that are merged over several rows: only the first of them holds the value."""

import re
import zipfile

REFERENCE = re.compile(rb'<mergeCell ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
MAX_COLUMNS = 10


def merged_down(name, sheet, first_row):
    """Sheet column to the data rows, counted from `first_row`, whose value stands above them in a merged cell."""
    covered = {}
    for left, top, right, bottom in _references(name, sheet):
        if left == right and top >= first_row and bottom > top:
            covered.setdefault(left, set()).update(range(top + 1 - first_row, bottom + 1 - first_row))
    return covered


def filled_down(frame, covered, first_column):
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


def _references(name, sheet):
    path = getattr(sheet, '_worksheet_path', None)
    if path is None or not zipfile.is_zipfile(name):
        return []
    with zipfile.ZipFile(name) as archive:
        found = REFERENCE.findall(archive.read(path))
    return [(_column(left), int(top) - 1, _column(right), int(bottom) - 1) for left, top, right, bottom in found]


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
