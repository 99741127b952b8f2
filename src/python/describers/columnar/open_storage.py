"""Opens the columnar formats without reading their rows."""

import os
from collections.abc import Iterable, Iterator

import pandas as pd
import pyarrow.dataset
import pyarrow.feather  # noqa: F401 - pandas reads Parquet through the first and Arrow files through this
import pyarrow.parquet as pq
from pyarrow import orc

from describers.base.loading import call
from describers.base.problem import FileProblem
from describers.columnar.arrow_storage import open_arrow_file, open_arrow_stream
from describers.columnar.stated_columns import stated_columns
from describers.columnar.storage import MAX_COLUMNS, Storage, first_names, least_bytes, some_columns, taken


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
    return _orc(name) if file_type == 'orc' else _parquet(name)


def _parquet(name: str) -> Storage:
    file = pq.ParquetFile(name, memory_map=True)
    metadata, schema = file.metadata, file.schema_arrow
    groups = range(metadata.num_row_groups)
    stored = sum(metadata.row_group(group).total_byte_size for group in groups)
    chunks = range(min(metadata.num_columns, MAX_COLUMNS)) if groups else ()
    unread, wanted = taken(schema)
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
        load=call('pd.read_parquet', name, **wanted),
        # Without the map the reader keeps all it has read of the file.
        lazy_load=call('pq.ParquetFile', name, memory_map=True),
        advice=advice,
        frames=frames,
        unread=unread,
        stated=lambda: stated_columns(metadata, [schema.field(name) for name in names if names.count(name) == 1]),
    )


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
