"""Opens the columnar formats without reading their rows."""

import os
from collections.abc import Iterable, Iterator

import pandas as pd
import pyarrow as pa
import pyarrow.dataset
import pyarrow.feather  # pandas reads Parquet through the one above and Arrow files through this
import pyarrow.parquet as pq
from pyarrow import orc

from describers.base.loading import call
from describers.base.problem import FileProblem
from describers.columnar.arrow_storage import open_arrow_file, open_arrow_stream
from describers.columnar.stated_columns import stated_columns
from describers.columnar.storage import MAX_COLUMNS, Storage, first_names, least_bytes, some_columns, taken

ENCRYPTED = 'is encrypted, and no key for it is here; save it without encryption'


def open_storage(name: str, file_type: str) -> Storage:
    """Raises FileProblem for what pyarrow can't open."""
    with open(name, 'rb') as file:
        head = file.read(8)
    if head.startswith(b'FEA1'):
        raise FileProblem(
            'is in the first version of Feather, which current readers no longer open; save it as Parquet'
        )
    if file_type in ('feather', 'arrow'):
        return open_arrow_file(name) if head.startswith(b'ARROW1') else open_arrow_stream(name)
    if head.startswith(b'PARE'):
        raise FileProblem(ENCRYPTED)
    return _orc(name) if file_type == 'orc' else _parquet(name)


def _parquet(name: str) -> Storage:
    file = pq.ParquetFile(name, memory_map=True)
    metadata, schema = file.metadata, file.schema_arrow
    leaves = [metadata.schema.column(at) for at in range(metadata.num_columns)]
    times = {'coerce_int96_timestamp_unit': 'us'} if any(leaf.physical_type == 'INT96' for leaf in leaves) else {}
    if times:
        file = pq.ParquetFile(name, memory_map=True, **times)
        schema = file.schema_arrow
    locked = _locked(file, schema)
    groups = range(metadata.num_row_groups)
    stored = sum(metadata.row_group(group).total_byte_size for group in groups)
    open_leaves = [at for at, leaf in enumerate(leaves[:MAX_COLUMNS]) if leaf.path.split('.')[0] not in locked]
    chunks = open_leaves if groups else []
    unread, wanted = taken(schema, lambda field: field.name not in locked)
    names = first_names(schema, unread)

    def frames(rows: int) -> Iterator[pd.DataFrame]:
        for batch in file.iter_batches(rows, columns=names):
            yield batch.to_pandas()

    def advice(rows: int, columns_fit: bool) -> str:
        return f'read it in batches with .iter_batches(batch_size={rows:_}), {some_columns("pd.read_parquet", columns_fit)}'

    return Storage(
        schema=schema,
        rows=metadata.num_rows,
        parts=len(groups),
        compression=_joined(metadata.row_group(0).column(chunk).compression for chunk in chunks),
        least_bytes=max(stored, least_bytes(schema, metadata.num_rows)),
        load=call('pd.read_parquet', name, **wanted, **times),
        # Without the map the reader keeps all it has read of the file.
        lazy_load=call('pq.ParquetFile', name, memory_map=True, **times),
        advice=advice,
        frames=frames,
        unread=unread,
        stated=lambda: (
            {} if locked else stated_columns(metadata, [schema.field(name) for name in names if names.count(name) == 1])
        ),
    )


def _locked(file: pq.ParquetFile, schema: pa.Schema) -> set[str]:
    """Names of columns whose cells can't be read, as those that are encrypted by themselves."""
    if not file.metadata.num_row_groups or _opens(file, None):
        return set()
    locked = {name for name in schema.names if not _opens(file, [name])}
    if len(locked) == len(schema.names):
        raise FileProblem(ENCRYPTED)
    return locked


def _opens(file: pq.ParquetFile, columns: list[str] | None) -> bool:
    try:
        next(file.iter_batches(1, row_groups=[0], columns=columns), None)
        return True
    except OSError:
        return False


def _orc(name: str) -> Storage:
    file = orc.ORCFile(name)
    unread, wanted = taken(file.schema)
    names = first_names(file.schema, unread)

    def frames(rows: int) -> Iterator[pd.DataFrame]:
        for stripe in range(file.nstripes):
            batch = file.read_stripe(stripe, columns=names)
            for start in range(0, batch.num_rows, rows):
                yield batch.slice(start, rows).to_pandas()

    def advice(rows: int, columns_fit: bool) -> str:
        return f'read one part at a time with .read_stripe(i), {some_columns("pd.read_orc", columns_fit)}'

    return Storage(
        schema=file.schema,
        rows=file.nrows,
        parts=file.nstripes,
        compression=_joined([str(file.compression)]),
        least_bytes=max(os.path.getsize(name), least_bytes(file.schema, file.nrows)),
        load=call('pd.read_orc', name, **wanted),
        lazy_load=call('orc.ORCFile', name),
        advice=advice,
        frames=frames,
        unread=unread,
    )


def _joined(names: Iterable[str]) -> str | None:
    """Names of what compresses the data; None when nothing does."""
    used = sorted({name.lower() for name in names} - {'uncompressed', 'none'})
    return ', '.join(used) or None
