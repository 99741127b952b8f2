"""The JSON of numpy's and pandas' types."""

import collections
import sys
from typing import Any

from function_library.clean import clean
from function_library.conversion import Conversion, Rows
from function_library.plain_python import key_of

MAX_BYTES = 16 << 20
TOO_LARGE = 'is a table of {rows} rows, which is more than a result of {mebibytes} MiB holds; write it to a file and return its name'


def rows() -> Rows:
    """A row for each type of the libraries that are imported."""
    found: list[tuple[Any, Any]] = []
    if numpy := _loaded('numpy'):
        found += [
            (numpy.bool_, lambda _, value: bool(value)),
            (numpy.timedelta64, _numpy_duration),
            (numpy.integer, lambda conversion, value: conversion.integer(int(value))),
            (numpy.floating, lambda conversion, value: conversion.number(float(value))),
            (numpy.datetime64, _numpy_date),
            (numpy.ndarray, _array),
        ]
    if pandas := _loaded('pandas'):
        missing = (type(pandas.NaT), type(pandas.NA))
        found = [
            (missing, lambda _, value: None),
            (pandas.Timedelta, lambda conversion, value: conversion.convert(value.to_pytimedelta())),
            ((pandas.Period, pandas.Interval), lambda _, value: str(value)),
            (pandas.DataFrame, _table),
            (pandas.Series, _column),
            ((pandas.Index, pandas.api.extensions.ExtensionArray), _cells),
            *found,
        ]
    return found


def _loaded(name: str) -> Any:
    module = sys.modules.get(name)
    return module if hasattr(module, '__version__') else None  # which comes last: it may be half imported


def _array(conversion: Conversion, value: Any) -> Any:
    exact = value.dtype.kind in 'mM' and value.ndim  # whose nanoseconds a list would lose
    return conversion.sequence(list(value)) if exact else conversion.convert(value.tolist())


def _numpy_date(conversion: Conversion, value: Any) -> Any:
    return None if value != value else str(value)


def _numpy_duration(conversion: Conversion, value: Any) -> Any:
    return None if value != value else conversion.convert(value.astype('timedelta64[us]').item())


def _table(conversion: Conversion, table: Any) -> Any:
    """One object for each row, with the index where it says something."""
    if _says_something(table.index):
        names = [
            each if each is not None else 'index' if table.index.nlevels == 1 else f'level_{at}'
            for at, each in enumerate(table.index.names)
        ]
        labels = [table.index.get_level_values(at) for at in range(table.index.nlevels)]
    else:
        names, labels = [], []
    columns = [*zip(names, labels, strict=True), *((name, table.iloc[:, at]) for at, name in enumerate(table.columns))]
    keys = [_label(conversion, name) for name, _ in columns]
    repeated = [key for key, times in collections.Counter(keys).items() if times > 1]
    if repeated:
        conversion.refuse(f'is a table with two columns named {clean(repeated[0])}')
        return None
    least = len(table) * (2 + sum(len(key) + 5 for key in keys))
    if least > MAX_BYTES:
        conversion.refuse(TOO_LARGE.format(rows=f'{len(table):,}', mebibytes=MAX_BYTES >> 20))
        return None
    cells = [_cells(conversion, values, key) for key, (_, values) in zip(keys, columns, strict=True)]
    return (
        [dict(zip(keys, row, strict=True)) for row in zip(*cells, strict=True)] if cells else [{} for _ in table.index]
    )


def _column(conversion: Conversion, column: Any) -> Any:
    """A list, or an object by label where the index says something."""
    if not _says_something(column.index):
        return _cells(conversion, column)
    labels = [_label(conversion, label) for label in column.index]
    if len(set(labels)) < len(labels):
        conversion.refuse('is a Series in which a label stands twice; return its reset_index()')
        return None
    return dict(zip(labels, _cells(conversion, column), strict=True))


def _says_something(index: Any) -> bool:
    """Whether an index is more than the numbers of the rows; those of a filtered or sorted table may be wanted."""
    import pandas

    if any(name is not None for name in index.names):
        return True
    return not index.equals(pandas.RangeIndex(len(index)))


def _label(conversion: Conversion, label: Any) -> str:
    if isinstance(label, tuple):
        return ', '.join(_label(conversion, each) for each in label)
    if type(label).__name__ in ('Interval', 'Period', 'Timedelta'):
        label = str(label)
    return key_of(conversion, label) or ''


def _cells(conversion: Conversion, values: Any, name: str | None = None) -> list[Any]:
    """Cells as JSON; a missing one is null, which is what it means in a table."""
    present = values.notna() if hasattr(values, 'notna') else ~values.isna()
    cells = values.tolist()
    flags = present.tolist()
    return [
        _cell(conversion, (at, name), cell) if there else None
        for at, (cell, there) in enumerate(zip(cells, flags, strict=True))
    ]


def _cell(conversion: Conversion, place: tuple[int, str | None], cell: Any) -> Any:
    if type(cell) is str:
        return cell
    at, name = place
    if name is None:
        return conversion.within(cell, at)
    return conversion.within(cell, at, name)
