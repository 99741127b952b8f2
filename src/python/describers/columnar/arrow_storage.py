"""Opens Arrow files and streams without turning their rows into a table."""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import TypedDict

import pandas as pd
import pyarrow as pa

from describers.base.loading import call, literal
from describers.base.memory import mebibytes, memory_budget
from describers.columnar.arrow_compression import file_compression, stream_compression
from describers.columnar.counted_columns import counted_columns
from describers.columnar.stated_columns import Stated
from describers.columnar.storage import MAX_COLUMNS, VARIABLE_BYTES, Storage, least_bytes, some_columns, taken

# Rows and bytes of each batch.
Sizes = list[tuple[int, int]]


class _Facts(TypedDict):
    """Fields of a Storage that one look at all batches tells."""

    schema: pa.Schema
    rows: int
    parts: int
    least_bytes: int


class _Readings(TypedDict):
    """Fields of a Storage that read the batches anew."""

    frames: Callable[[int], Iterator[pd.DataFrame]]
    stated: Callable[[], Mapping[str, Stated]]
    is_counted: bool


def open_arrow_file(name: str) -> Storage:
    """Every batch is checked, for a wrong offset would end the process of whoever reads it."""
    with pa.memory_map(name) as source:
        reader = pa.ipc.open_file(source)
        schema = reader.schema
        looks = [_checked(reader.get_batch(part)) for part in range(reader.num_record_batches)]
    sizes = [(rows, size) for rows, size, _ in looks]
    unread, wanted = taken(schema, _opening(schema, [whole for *_, whole in looks]))
    places, compression = _first_places(schema, unread), file_compression(name)

    def batches() -> Iterator[pa.RecordBatch]:
        with pa.memory_map(name) as source:
            reader = pa.ipc.open_file(source)
            for part in range(reader.num_record_batches):
                yield reader.get_batch(part).select(places)

    def advice(most: int, columns_fit: bool) -> str:
        some = f', {some_columns("pd.read_feather", True)}' if columns_fit else ''
        huge = _huge(sizes, compression)
        return f'read one part at a time with .get_batch(i){_slice(sizes, most)}.to_pandas(){huge or some}'

    return Storage(
        **_facts(name, schema, sizes),
        **_readings(batches, [schema.field(at) for at in places]),
        compression=compression,
        load=call('pd.read_feather', name, **wanted),
        lazy_load=f'pa.ipc.open_file({call("pa.memory_map", name)})',
        advice=advice,
        unread=unread,
    )


def open_arrow_stream(name: str) -> Storage:
    """Like `open_arrow_file`, for batches that can only be read one after the other."""
    with pa.memory_map(name) as source:
        reader = pa.ipc.open_stream(source)
        schema = reader.schema
        looks = [_checked(batch) for batch in reader]
    sizes = [(rows, size) for rows, size, _ in looks]
    unread, wanted = taken(schema, _opening(schema, [whole for *_, whole in looks]))
    places, compression = _first_places(schema, unread), stream_compression(name)

    def batches() -> Iterator[pa.RecordBatch]:
        with pa.memory_map(name) as source:
            for batch in pa.ipc.open_stream(source):
                yield batch.select(places)

    def advice(most: int, columns_fit: bool) -> str:
        return f'read one part at a time: for batch in reader: batch{_slice(sizes, most)}.to_pandas(){_huge(sizes, compression)}'

    opened = f'pa.ipc.open_stream({call("pa.memory_map", name)})'
    some = f'{opened}.read_all().select({literal(wanted.get("columns"))}).to_pandas()'
    return Storage(
        **_facts(name, schema, sizes),
        **_readings(batches, [schema.field(at) for at in places]),
        compression=compression,
        load=some if unread else f'{opened}.read_pandas()',
        lazy_load=opened,
        advice=advice,
        unread=unread,
    )


def _checked(batch: pa.RecordBatch) -> tuple[int, int, list[bool]]:
    """Rows and bytes of a batch and what `_nullless` says of it; what its dictionaries take is shared by all batches and left out."""
    batch.validate(full=True)
    columns = (column.indices if pa.types.is_dictionary(column.type) else column for column in batch.columns)
    return batch.num_rows, sum(_bytes(column) for column in columns), _nullless(batch)


def _opening(schema: pa.Schema, whole: list[list[bool]]) -> Callable[[pa.Field], bool]:
    odd = {schema.names[at] for each in whole for at, is_whole in enumerate(each) if not is_whole}
    return lambda field: field.name not in odd


def _bytes(column: pa.Array) -> int:
    """Of a union pyarrow can't tell them without a crash where it is empty."""
    return len(column) * VARIABLE_BYTES if _holds_union(column.type) else column.nbytes


def _holds_union(kind: pa.DataType) -> bool:
    inner = [kind.field(at).type for at in range(kind.num_fields)]
    return pa.types.is_union(kind) or any(map(_holds_union, inner))


def _nullless(batch: pa.RecordBatch) -> list[bool]:
    """Of each column, whether it is no dictionary with a missing value among its values, which pandas refuses."""
    return [not pa.types.is_dictionary(each.type) or each.dictionary.null_count == 0 for each in batch.columns]


def _facts(name: str, schema: pa.Schema, sizes: Sizes) -> _Facts:
    rows = sum(count for count, _ in sizes)
    needed = max(os.path.getsize(name), least_bytes(schema, rows), sum(size for _, size in sizes))
    return {'schema': schema, 'rows': rows, 'parts': len(sizes), 'least_bytes': needed}


def _readings(batches: Callable[[], Iterator[pa.RecordBatch]], fields: list[pa.Field]) -> _Readings:
    """The batches as frames and as counts; `batches` opens the file anew each time."""
    return {
        'frames': lambda most: _frames(batches(), most),
        'stated': lambda: counted_columns(batches(), fields),
        'is_counted': True,
    }


def _first_places(schema: pa.Schema, unread: list[pa.Field]) -> list[int]:
    """Positions of the described columns; they are chosen from the whole batch, for a reader of some copies all of it."""
    return [at for at, field in enumerate(schema) if field not in unread][:MAX_COLUMNS]


def _frames(batches: Iterator[pa.RecordBatch], most: int) -> Iterator[pd.DataFrame]:
    for batch in batches:
        for start in range(0, batch.num_rows, most):
            yield batch.slice(start, most).to_pandas()


def _slice(sizes: Sizes, most: int) -> str:
    """A batch that is too large for one data frame is taken in slices, which copy nothing."""
    return f'.slice(start, {most:_})' if any(rows > 2 * most for rows, _ in sizes) else ''


def _huge(sizes: Sizes, compression: str | None) -> str:
    """What to do about a batch that is unpacked at once and does not fit."""
    most = max((size for _, size in sizes), default=0)
    if compression is None or most <= memory_budget():
        return ''
    return (
        f'; its largest part takes {mebibytes(most)} when it is unpacked, which may not fit: raise maxMemoryMiB, or save '
        'it in smaller parts or as Parquet'
    )
