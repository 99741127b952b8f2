"""Describes Parquet, Feather, Arrow and ORC files: schema, rows, groups, columns as pandas reads them."""

from collections.abc import Mapping
from itertools import chain

import pandas as pd
import pyarrow as pa

from describers.base.and_more import and_more
from describers.base.description import Description, objects_in
from describers.base.loading import run
from describers.base.memory import mebibytes, memory_budget
from describers.base.plain import clean_name, clean_text
from describers.base.problem import FileProblem
from describers.columnar.binary_cells import describe_cells, without_bytes
from describers.columnar.nested_cells import nested_warnings
from describers.columnar.open_storage import open_storage
from describers.columnar.part_rows import (
    SAMPLE_ROWS,
    column_bytes,
    column_fits,
    described_rows,
    frame_bytes,
    program_rows,
)
from describers.columnar.stated_columns import Stated
from describers.columnar.storage import Storage
from describers.tables.object_cells import object_warnings
from describers.tables.table import name_warnings
from describers.tables.table_parts import describe_parts

MAX_TYPE = 100
MAX_FIELDS = 20_000
MAX_NAMED = 5


def describe(name: str, file_type: str) -> Description:
    """A table that fits into memory is described from `load`; of a larger one `load` only opens the file."""
    storage = open_storage(name, file_type)
    if len(storage.schema) > MAX_FIELDS:
        raise FileProblem(f'has {len(storage.schema):,} columns, more than {MAX_FIELDS:,}; split it')
    if not storage.schema.names:
        raise FileProblem('holds no columns; check that the right file was given')
    frame = _frame(storage)
    table, warnings = _part_by_part(storage) if frame is None else _whole(frame, storage.schema)
    return {
        'type': file_type,
        'load': storage.lazy_load if frame is None else storage.load,
        **table,
        'storageTypes': _storage_types(storage.schema, _names(table)),
        'rowGroups': storage.parts,
        'compression': storage.compression,
        'warnings': _unread_warnings(storage.unread) + warnings,
    }


def _frame(storage: Storage) -> pd.DataFrame | None:
    if storage.least_bytes > memory_budget():
        return None
    try:
        frame = run(storage.load)
        frame.attrs.clear()  # pandas copies them with every column it takes out
        return frame if frame_bytes(frame) <= memory_budget() else None
    except MemoryError:
        return None


def _whole(frame: pd.DataFrame, schema: pa.Schema) -> tuple[Description, list[str]]:
    warnings = _cell_warnings(frame, schema, '`load`')
    if len(frame) == 0:
        warnings.append('The table has columns but no rows.')
    return describe_cells(frame), warnings


def _part_by_part(storage: Storage) -> tuple[Description, list[str]]:
    row_bytes, widest = _row_bytes(storage)
    stated = storage.stated()
    frames = storage.frames(described_rows(row_bytes))
    first = next(frames, None)
    if first is None:
        return _whole(storage.schema.empty_table().to_pandas(), storage.schema)
    needed = mebibytes(round(row_bytes * storage.rows))
    advice = storage.advice(program_rows(row_bytes), column_fits(widest * storage.rows))
    warnings = [f'The table needs at least {needed} of memory at once, so `load` only opens it; {advice}.']
    warnings += _cell_warnings(first, storage.schema, '.to_pandas()')
    table, seen = describe_parts((without_bytes(frame) for frame in chain([first], frames)), storage.rows, stated)
    if seen < storage.rows and not (storage.is_counted and _all_told(_names(table), stated)):
        warnings.append(_source_of_counts((seen, storage.rows), _names(table), stated))
    return table, warnings


def _row_bytes(storage: Storage) -> tuple[float, float]:
    """What a row takes as pandas has it, and its widest cell, by the first rows of the first columns."""
    row_bytes = storage.least_bytes / max(1, storage.rows)
    first = next(storage.frames(min(SAMPLE_ROWS, described_rows(row_bytes))), None)
    if first is None or not len(first):
        return row_bytes, row_bytes
    sizes = [size / len(first) for size in column_bytes(first)]
    return max(row_bytes, sum(sizes) * len(storage.schema) / max(1, first.shape[1])), max(sizes)


def _cell_warnings(frame: pd.DataFrame, schema: pa.Schema, reader: str) -> list[str]:
    warnings = name_warnings(frame) + object_warnings(frame) + nested_warnings(frame, schema)
    levels = [clean_text(str(level)) for level in frame.index.names if level is not None]
    if levels:
        listed = ', '.join(f'"{level}"' for level in levels[:5])
        warnings.append(f'{reader} makes the index of {listed}; use .reset_index() to have it as columns.')
    return warnings


def _names(table: Description) -> list[str]:
    return [str(column['name']) for column in objects_in(table['columns'])]


def _all_told(names: list[str], stated: Mapping[str, Stated]) -> bool:
    return all(name in stated for name in names)


def _source_of_counts(counted: tuple[int, int], names: list[str], stated: Mapping[str, Stated]) -> str:
    seen, rows = counted
    read = f'those of the first {seen:,} of {rows:,} rows'
    if not any(name in stated for name in names):
        return f'Null counts and ranges are {read}.'
    if _all_told(names, stated):
        return f'Null counts and ranges of all rows are what the file states, where NaN is no null; {seen:,} rows were read.'
    others = [name for name in names if name not in stated]
    return f'Null counts and ranges of {_listed(others)} are {read}; those of other columns are what the file states.'


def _listed(names: list[str]) -> str:
    return and_more([f'"{clean_text(name, 40)}"' for name in names], MAX_NAMED)


def _unread_warnings(unread: list[pa.Field]) -> list[str]:
    if not unread:
        return []
    listed = ', '.join(
        f'"{clean_name(field.name)[:40]}" ({clean_text(str(field.type))})' for field in unread[:MAX_NAMED]
    )
    return [f"Columns of types that pandas can't read are left out of `load`: {listed}; pyarrow itself reads them."]


def _storage_types(schema: pa.Schema, names: list[str]) -> Description:
    """Names in a schema may repeat; pandas then shows the same name twice, and one type stands for both."""
    named = ((clean_name(field.name), field) for field in schema)
    return {name: clean_text(str(field.type), MAX_TYPE) for name, field in named if name in set(names)}
