"""Describes a data frame: columns, rows and samples, within a byte budget."""

import json

from pandas.api import types

from describers.plain import clean_name, plain_value

MAX_COLUMNS = 60
SAMPLE_ROWS = 3
BUDGET = 5_500
SAMPLE_BUDGET = 2_000
EXAMPLES = [(15, 3), (30, 2)]  # at most this many columns: this many examples


def describe_table(frame, budget=BUDGET):
    """The fields of a table in a description; what doesn't fit is counted in `omittedColumns`."""
    width = frame.shape[1]
    examples = next((count for limit, count in EXAMPLES if width <= limit), 1)
    columns = []
    for position in range(min(width, MAX_COLUMNS)):
        column = describe_column(frame.iloc[:, position], frame.columns[position], examples)
        budget -= _size(column)
        if budget < 0 and columns:
            break
        columns.append(column)
    return {
        'columns': columns,
        'omittedColumns': width - len(columns),
        'rowCount': len(frame),
        'sampleData': _sample(frame, columns),
    }


def describe_column(series, label, examples):
    """Name, dtype, null and distinct counts, range and examples of one column."""
    present = series.dropna()
    column = {'name': clean_name(label), 'dtype': str(series.dtype), 'nullCount': len(series) - len(present)}
    try:
        column['distinctCount'] = int(present.nunique())
    except TypeError:
        pass  # lists and dicts can't be counted
    if len(present) and _has_range(series.dtype):
        column['min'] = plain_value(present.min())
        column['max'] = plain_value(present.max())
    column['examples'] = _first_distinct(present, examples)
    return column


def name_warnings(frame):
    """Warnings about column names that a program would get wrong."""
    labels = [str(label) for label in frame.columns]
    found = []
    padded = [label for label in labels if label != label.strip()]
    if padded:
        found.append(f'Column names that begin or end with spaces: {len(padded)}; use them exactly as given.')
    changed = [position for position, label in enumerate(labels) if clean_name(label) != label]
    if changed:
        found.append(
            f'Column names shown shortened or without invisible characters: {len(changed)}; '
            f'select them by position, for example df.columns[{changed[0]}].'
        )
    if any(label.startswith('Unnamed: ') for label in labels):
        found.append('Some columns have no name in the file; pandas calls them "Unnamed: <position>".')
    return found


def _has_range(dtype):
    return (types.is_numeric_dtype(dtype) and not types.is_bool_dtype(dtype)) or types.is_datetime64_any_dtype(dtype)


def _first_distinct(present, count):
    found = []
    for value in present.iloc[:200]:
        plain = plain_value(value)
        if plain is not None and plain not in found:
            found.append(plain)
        if len(found) == count:
            break
    return found


def _sample(frame, columns):
    for rows, width in ((SAMPLE_ROWS, len(columns)), (1, len(columns)), (1, 12), (1, 4)):
        width = min(width, len(columns))
        records = [
            {columns[at]['name']: plain_value(frame.iat[row, at]) for at in range(width)}
            for row in range(min(rows, len(frame)))
        ]
        if _size(records) <= SAMPLE_BUDGET:
            return records
    return []


def _size(value):
    return len(json.dumps(value, ensure_ascii=False).encode('utf-8', 'replace'))
