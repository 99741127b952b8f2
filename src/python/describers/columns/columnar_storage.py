"""Opens the columnar formats without reading their rows."""

import os
from collections.abc import Callable
from typing import NamedTuple

import pyarrow as pa
import pyarrow.orc as orc
import pyarrow.parquet as pq

from describers.loading import call, literal
from describers.problem import FileProblem

MAX_COLUMNS = 60
PART_ROWS = 1 << 16
VARIABLE_BYTES = 8
PART_HINT = 'read one part at a time'


class Storage(NamedTuple):
    schema: pa.Schema
    rows: int
    parts: int
    """Row groups, stripes or record batches."""
    compression: str | None
    least_bytes: int
    """Memory that the whole table needs at least."""
    load: str
    lazy_load: str
    """Opens the file and reads no rows."""
    hint: str
    frames: Callable
    """Gives the rows part by part as data frames of the first columns."""
    unread: list
    """Fields of types that pandas has nothing for; `load` and `frames` leave them out."""


def open_storage(name, file_type):
    """Raises FileProblem for what pyarrow can't open."""
    with open(name, 'rb') as file:
        head = file.read(8)
    if head.startswith(b'FEA1'):
        raise FileProblem(
            'is in the first version of Feather, which current readers no longer open; save it as Parquet'
        )
    if file_type in ('feather', 'arrow'):
        return _arrow_file(name) if head.startswith(b'ARROW1') else _arrow_stream(name)
    return _orc(name) if file_type == 'orc' else _parquet(name)


def _parquet(name):
    file = pq.ParquetFile(name)
    metadata, schema = file.metadata, file.schema_arrow
    groups = range(metadata.num_row_groups)
    stored = sum(metadata.row_group(group).total_byte_size for group in groups)
    chunks = range(min(metadata.num_columns, MAX_COLUMNS)) if groups else ()
    unread, wanted = _taken(schema)
    names = _names(schema, unread)

    def frames():
        for batch in file.iter_batches(PART_ROWS, columns=names):
            yield batch.to_pandas()

    return Storage(
        schema=schema,
        rows=metadata.num_rows,
        parts=len(groups),
        compression=_joined(metadata.row_group(0).column(chunk).compression for chunk in chunks),
        least_bytes=max(stored, _least_bytes(schema, metadata.num_rows)),
        load=call('pd.read_parquet', name, **wanted),
        lazy_load=call('pq.ParquetFile', name),
        hint='read it in batches with .iter_batches(batch_size=100_000), or only the columns you need with '
        'pd.read_parquet(..., columns=[...])',
        frames=frames,
        unread=unread,
    )


def _orc(name):
    file = orc.ORCFile(name)
    unread, wanted = _taken(file.schema)
    names = _names(file.schema, unread)

    def frames():
        for stripe in range(file.nstripes):
            yield file.read_stripe(stripe, columns=names).to_pandas()

    return Storage(
        schema=file.schema,
        rows=file.nrows,
        parts=file.nstripes,
        compression=_joined([str(file.compression)]),
        least_bytes=max(os.path.getsize(name), _least_bytes(file.schema, file.nrows)),
        load=call('pd.read_orc', name, **wanted),
        lazy_load=call('orc.ORCFile', name),
        hint=f'{PART_HINT} with .read_stripe(i), or only the columns you need with pd.read_orc(..., columns=[...])',
        frames=frames,
        unread=unread,
    )


def _arrow_file(name):
    rows, parts = 0, 0
    with pa.memory_map(name) as source:
        reader = pa.ipc.open_file(source)
        for parts in range(1, reader.num_record_batches + 1):
            rows += _checked(reader.get_batch(parts - 1)).num_rows

    def frames():
        with pa.memory_map(name) as source:
            reader = pa.ipc.open_file(source, options=_first_fields(reader_schema, unread))
            for part in range(reader.num_record_batches):
                yield reader.get_batch(part).to_pandas()

    reader_schema = _schema(name, pa.ipc.open_file)
    unread, wanted = _taken(reader_schema)
    return Storage(
        schema=reader_schema,
        rows=rows,
        parts=parts,
        compression=None,
        least_bytes=max(os.path.getsize(name), _least_bytes(reader_schema, rows)),
        load=call('pd.read_feather', name, **wanted),
        lazy_load=f'pa.ipc.open_file({call("pa.memory_map", name)})',
        hint=f'{PART_HINT} with .get_batch(i).to_pandas(), or only the columns you need with '
        'pd.read_feather(..., columns=[...])',
        frames=frames,
        unread=unread,
    )


def _arrow_stream(name):
    schema = _schema(name, pa.ipc.open_stream)
    rows, parts = 0, 0
    with pa.memory_map(name) as source:
        for batch in pa.ipc.open_stream(source):
            rows, parts = rows + _checked(batch).num_rows, parts + 1

    def frames():
        with pa.memory_map(name) as source:
            for batch in pa.ipc.open_stream(source, options=_first_fields(schema, unread)):
                yield batch.to_pandas()

    opened = f'pa.ipc.open_stream({call("pa.memory_map", name)})'
    unread, wanted = _taken(schema)
    some = f"{opened}.read_all().select({literal(wanted.get('columns'))}).to_pandas()"
    return Storage(
        schema=schema,
        rows=rows,
        parts=parts,
        compression=None,
        least_bytes=max(os.path.getsize(name), _least_bytes(schema, rows)),
        load=some if unread else f'{opened}.read_pandas()',
        lazy_load=opened,
        hint=f'{PART_HINT}: for batch in reader: batch.to_pandas()',
        frames=frames,
        unread=unread,
    )


def _checked(batch):
    """Offsets that lead out of the file would end the process of whoever reads the batch."""
    batch.validate(full=True)
    return batch


def _schema(name, opener):
    with pa.memory_map(name) as source:
        return opener(source).schema


def _first_fields(schema, unread):
    kept = [at for at, field in enumerate(schema) if field not in unread]
    return pa.ipc.IpcReadOptions(included_fields=kept[:MAX_COLUMNS])


def _names(schema, unread):
    return [field.name for field in schema if field not in unread][:MAX_COLUMNS]


def _taken(schema):
    """The fields that pandas can't take, and the option that reads the others; no rows are needed to tell."""
    if _converts(schema.empty_table()):
        return [], {}
    unread = [field for field in schema if not _converts(pa.schema([field]).empty_table())]
    kept = [field.name for field in schema if field not in unread]
    if not kept:
        raise FileProblem('holds only columns of types that pandas can\'t read; save it with plain types')
    return unread, {'columns': kept}


def _converts(table):
    try:
        table.to_pandas()
        return True
    except pa.ArrowNotImplementedError:
        return False


def _least_bytes(schema, rows):
    return rows * sum(_width(field.type) for field in schema)


def _width(kind):
    try:
        return max(1, kind.bit_width // 8)
    except ValueError:
        return VARIABLE_BYTES


def _joined(names):
    """Names of what compresses the data; None when nothing does."""
    used = sorted({name.lower() for name in names} - {'uncompressed', 'none'})
    return ', '.join(used) or None
