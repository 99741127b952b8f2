"""Describes a data frame: columns, rows and samples, within a byte budget."""

import json
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress

import numpy as np
import pandas as pd
from pandas.api import types

from describers.base.description import Description, Json, count_in, objects_in
from describers.base.plain import clean_name, plain_value
from describers.tables.distinct_count import distinct_count
from describers.tables.numeric_text import numeric_text

MAX_COLUMNS = 60
SAMPLE_ROWS = 3
BUDGET = 5_500
SAMPLE_BUDGET = 2_000
EXAMINED = 200
MAX_MEASURED = 100_000  # rows; of more measurements nobody asks how many differ
MAX_VALUES, MAX_VALUE_CHARACTERS = 12, 300
MAX_OTHERS = 2_000
EXAMPLES = [(15, 3), (30, 2)]  # at most this many columns: this many examples


def describe_table(
    frame: pd.DataFrame,
    budget: int = BUDGET,
    describe: Callable[[int, int], Description] | None = None,
    each: Callable[[Callable[[int], Description], Iterable[int]], Iterable[Description]] = map,
) -> Description:
    """The fields of a table in a description; what doesn't fit is counted in `omittedColumns`.

    `describe` gives a column by its position and number of examples, where the frame is only a part of the table; `each` may
    describe several columns at once.
    """
    width = frame.shape[1]
    examples = next((count for limit, count in EXAMPLES if width <= limit), 1)
    describe = describe or (lambda at, examples: describe_column(frame.iloc[:, at], frame.columns[at], examples))
    columns: list[Description] = []
    room = budget  # the names of the others may take as much again
    for column in each(lambda at: describe(at, examples), range(min(width, MAX_COLUMNS))):
        budget -= _size(column)
        if budget < 0 and columns:
            break
        columns.append(column)
    return {
        'columns': columns,
        'omittedColumns': width - len(columns),
        **_others(frame, len(columns), room),
        'rowCount': len(frame),
        'sampleData': _sample(frame, columns),
    }


def describe_column(series: pd.Series, label: Hashable, examples: int) -> Description:
    """Name, dtype, null and distinct counts, range and examples of one column, and of its numbers where it is mostly these."""
    nulls = int(np.count_nonzero(series.isna()))
    column: Description = {'name': clean_name(label), 'dtype': str(series.dtype), 'nullCount': nulls}
    if len(series) <= MAX_MEASURED or not types.is_float_dtype(series.dtype):
        with suppress(TypeError):  # lists and dicts can't be counted
            column['distinctCount'] = distinct_count(series)
    if nulls < len(series) and has_range(series.dtype):
        column['min'] = plain_bound(series.min())
        column['max'] = plain_bound(series.max())
    column['examples'] = first_distinct(first_present(series, EXAMINED), examples)
    if numbers := numeric_text(series):
        column['numericText'] = numbers
    if (
        'distinctCount' in column
        and 0 < count_in(column, 'distinctCount') <= MAX_VALUES
        and not has_range(series.dtype)
    ):
        values: list[Json] = [plain_value(value) for value in series.dropna().unique().tolist()]
        size = sum(len(value) + 4 if isinstance(value, str) else MAX_VALUE_CHARACTERS for value in values)
        if len(values) > examples and size <= MAX_VALUE_CHARACTERS:
            column['values'] = values
    return column


def without_values(table: Description) -> Description:
    """The fields of the beginning of a table, of which not all values are known."""
    columns = [
        {key: item for key, item in column.items() if key != 'values'} for column in objects_in(table['columns'])
    ]
    return {**table, 'columns': columns}


def _others(frame: pd.DataFrame, described: int, room: int) -> Description:
    """Names of the columns that are not described, so that a program can ask for them."""
    names = [clean_name(label) for label in frame.columns[described : described + MAX_OTHERS]]
    size, kept = 0, 0
    for name in names:
        size += len(name.encode('utf-8', 'replace')) + 4
        if size > room:
            break
        kept += 1
    return {'otherColumns': names[:kept]} if kept else {}


def first_present(series: pd.Series, count: int) -> pd.Series:
    """The first values that are not missing, `count` at most; the whole column is searched only where its beginning lacks them."""
    present = series.iloc[: 2 * count].dropna()
    if len(present) < count < len(series):
        present = series.dropna()
    return present.iloc[:count]


def plain_bound(value: object) -> Json:
    """An end of a range; a float has 15 digits, which is what all ways to parse it agree on."""
    plain = plain_value(value)
    return float(f'{plain:.15g}') if isinstance(plain, float) else plain


def first_distinct(values: Iterable[object], count: int) -> list[Json]:
    """The first values that differ, as plain values."""
    found: list[Json] = []
    for value in values:
        plain = plain_value(value)
        if plain is not None and plain not in found:
            found.append(plain)
        if len(found) == count:
            break
    return found


def name_warnings(frame: pd.DataFrame) -> list[str]:
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


def has_range(dtype: object) -> bool:
    """Whether the smallest and largest value say something."""
    return (types.is_numeric_dtype(dtype) and not types.is_bool_dtype(dtype)) or types.is_datetime64_any_dtype(dtype)


def _sample(frame: pd.DataFrame, columns: list[Description]) -> list[Description]:
    for rows, width in ((SAMPLE_ROWS, MAX_COLUMNS), (1, MAX_COLUMNS), (1, 12), (1, 4)):
        shown = columns[:width]
        records: list[Description] = [
            {str(column['name']): plain_value(frame.iat[row, at]) for at, column in enumerate(shown)}
            for row in range(min(rows, len(frame)))
        ]
        if _size(records) <= SAMPLE_BUDGET:
            return records
    return []


def _size(value: Json) -> int:
    return len(json.dumps(value, ensure_ascii=False).encode('utf-8', 'replace'))
