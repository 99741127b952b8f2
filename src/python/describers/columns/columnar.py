"""Describes Parquet, Feather, Arrow and ORC files: schema, rows, groups, columns as pandas reads them."""

from describers.columns.binary_cells import without_bytes
from describers.columns.columnar_storage import open_storage
from describers.loading import run
from describers.memory_budget import mebibytes, memory_budget
from describers.arrays.object_cells import object_warnings
from describers.plain import clean_name, clean_text
from describers.problem import FileProblem
from describers.tables.table import describe_table, name_warnings
from describers.tables.table_parts import describe_parts

MAX_TYPE = 100
MAX_FIELDS = 20_000
MAX_NAMED = 5


def describe(name, file_type):
    """A table that fits into memory is described from `load`; of a larger one `load` only opens the file."""
    storage = open_storage(name, file_type)
    if len(storage.schema) > MAX_FIELDS:
        raise FileProblem(f'has {len(storage.schema):,} columns, more than {MAX_FIELDS:,}; split it')
    if not storage.schema.names:
        raise FileProblem('holds no columns; check that the right file was given')
    frame = _frame(storage)
    table, warnings = _part_by_part(storage) if frame is None else _whole(frame)
    return {
        'type': file_type,
        'load': storage.lazy_load if frame is None else storage.load,
        **table,
        'storageTypes': _storage_types(storage.schema, table['columns']),
        'rowGroups': storage.parts,
        'compression': storage.compression,
        'warnings': _unread_warnings(storage.unread) + warnings,
    }


def _frame(storage):
    if storage.least_bytes > memory_budget():
        return None
    try:
        frame = run(storage.load)
        frame.attrs.clear()  # pandas copies them with every column it takes out
        return frame
    except MemoryError:
        return None


def _whole(frame):
    warnings = name_warnings(frame) + object_warnings(frame)
    levels = [clean_text(str(level)) for level in frame.index.names if level is not None]
    if levels:
        listed = ', '.join(f'"{level}"' for level in levels[:5])
        warnings.append(f'`load` makes the index of {listed}; use .reset_index() to have it as columns.')
    if len(frame) == 0:
        warnings.append('The table has columns but no rows.')
    return describe_table(without_bytes(frame)), warnings


def _part_by_part(storage):
    frames = (without_bytes(frame) for frame in storage.frames())
    table, seen = describe_parts(frames, storage.rows)
    warnings = [
        f'The table needs at least {mebibytes(storage.least_bytes)} of memory at once, so `load` only opens it; '
        f'{storage.hint}.'
    ]
    if seen < storage.rows:
        warnings.append(f'Null counts and ranges are those of the first {seen:,} of {storage.rows:,} rows.')
    return table, warnings


def _unread_warnings(unread):
    if not unread:
        return []
    listed = ', '.join(f'"{clean_name(field.name)[:40]}" ({clean_text(str(field.type))})' for field in unread[:MAX_NAMED])
    return [f'Columns of types that pandas can\'t read are left out of `load`: {listed}; pyarrow itself reads them.']


def _storage_types(schema, columns):
    """Names in a schema may repeat; pandas then shows the same name twice, and one type stands for both."""
    wanted = {column['name'] for column in columns}
    named = ((clean_name(field.name), field) for field in schema)
    return {name: clean_text(str(field.type), MAX_TYPE) for name, field in named if name in wanted}
