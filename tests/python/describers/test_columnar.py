"""Parquet, Arrow and ORC: nested cells, statistics, storage, and the codec of Arrow files."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyarrow import orc

from describers.base.problem import FileProblem
from describers.columnar.arrow_compression import file_compression, stream_compression
from describers.columnar.binary_cells import without_bytes
from describers.columnar.counted_columns import counted_columns
from describers.columnar.nested_cells import nested_warnings
from describers.columnar.open_storage import open_storage
from describers.columnar.part_rows import column_bytes, described_rows, program_rows
from describers.columnar.stated_columns import stated_columns
from describers.columnar.storage import least_bytes, taken

NUMBERS = pa.table({'n': pa.array([3, None, 1]), 'x': pa.array([0.5, float('nan'), None]), 't': ['b', 'a', None]})
PLACE = pa.struct([('city', pa.string()), ('at', pa.struct([('lat', pa.float64())]))])
WRITERS: dict[str, Callable[[Path], None]] = {
    'parquet': lambda path: pq.write_table(NUMBERS, path, row_group_size=2),
    'arrow': lambda path: write_arrow(path, pa.ipc.new_file, None),
    'orc': lambda path: orc.write_table(NUMBERS, path),
}


def write_arrow(path: Path, opener: Callable[..., pa.ipc.RecordBatchFileWriter], codec: str | None) -> None:
    with opener(str(path), NUMBERS.schema, options=pa.ipc.IpcWriteOptions(compression=codec)) as writer:
        writer.write_table(NUMBERS)


def warnings_of(table: pa.Table) -> list[str]:
    return nested_warnings(table.to_pandas(), table.schema)


def test_lists_structs_and_maps_tell_how_they_become_columns_and_rows() -> None:
    table = pa.table(
        {
            'plain': [1],
            'tags': pa.array([['a', 'b']]),
            'place': pa.array([{'city': 'Bonn', 'at': {'lat': 1.5}}], PLACE),
            'more': pa.array([[('k', 1)]], pa.map_(pa.string(), pa.int64())),
        }
    )
    tags, place, more = warnings_of(table)
    assert tags == 'Cells of "tags" are lists (2 items) of string; df.explode(\'tags\') makes a row of each item.'
    assert 'dicts with city string, at.lat double; pd.json_normalize' in place
    assert 'lists of (key, value) pairs, string to int64 such as k' in more


def test_only_the_first_nested_columns_get_a_sentence() -> None:
    table = pa.table({f'c{at}': pa.array([[at]]) for at in range(5)})
    assert warnings_of(table)[3:] == ['More columns with lists, structs or maps: 2.']


@pytest.mark.parametrize('file_type', WRITERS)
def test_a_file_is_opened_without_its_rows_and_read_in_parts(tmp_path: Path, file_type: str) -> None:
    path = tmp_path / f'table.{file_type}'
    WRITERS[file_type](path)
    storage = open_storage(str(path), file_type)
    assert (storage.rows, storage.schema.names) == (3, ['n', 'x', 't'])
    frames = list(storage.frames(2))
    assert max(map(len, frames)) <= 2
    assert [*pd.concat(frames)['t']][:2] == ['b', 'a']


def test_parquet_states_nulls_and_ranges_of_all_row_groups(tmp_path: Path) -> None:
    table = pa.table({'n': [2, None, 1, 3], 't': ['b', 'a', None, 'c']})
    pq.write_table(table, tmp_path / 'n.parquet', row_group_size=1)
    metadata = pq.read_metadata(tmp_path / 'n.parquet')
    assert stated_columns(metadata, list(table.schema)) == {'n': (1, 1, 3), 't': (1, None, None)}


def test_parquet_without_statistics_states_nothing(tmp_path: Path) -> None:
    pq.write_table(NUMBERS, tmp_path / 'n.parquet', write_statistics=False)
    assert stated_columns(pq.read_metadata(tmp_path / 'n.parquet'), list(NUMBERS.schema)) == {}


def test_counted_columns_are_what_pandas_counts() -> None:
    counted = counted_columns(NUMBERS.to_batches(max_chunksize=1), list(NUMBERS.schema))
    frame = NUMBERS.to_pandas()
    assert {name: facts.nulls for name, facts in counted.items()} == frame.isna().sum().to_dict()
    assert (counted['n'].low, counted['n'].high) == (frame['n'].min(), frame['n'].max())
    assert (counted['x'].low, counted['x'].high) == (0.5, 0.5)


@pytest.mark.parametrize('codec', [None, 'lz4', 'zstd'])
def test_the_codec_of_arrow_files_and_streams_is_told(tmp_path: Path, codec: str | None) -> None:
    write_arrow(tmp_path / 'file', pa.ipc.new_file, codec)
    write_arrow(tmp_path / 'stream', pa.ipc.new_stream, codec)
    found = file_compression(str(tmp_path / 'file')), stream_compression(str(tmp_path / 'stream'))
    assert found == (codec, codec)


def test_an_arrow_file_without_batches_has_no_codec(tmp_path: Path) -> None:
    with pa.ipc.new_file(str(tmp_path / 'file'), NUMBERS.schema):
        pass
    assert file_compression(str(tmp_path / 'file')) is None


def test_columns_that_pandas_can_not_hold_are_left_out_of_the_load() -> None:
    plain = pa.schema([pa.field('n', pa.int64()), pa.field('day', pa.date32())])
    odd = pa.field('odd', pa.dense_union([pa.field('a', pa.int64())]))
    assert taken(plain) == ([], {})
    assert taken(plain.append(odd)) == ([odd], {'columns': ['n', 'day']})
    with pytest.raises(FileProblem, match="only columns of types that pandas can't read"):
        taken(pa.schema([odd]))


def test_a_first_version_of_feather_is_refused(tmp_path: Path) -> None:
    (tmp_path / 'old.feather').write_bytes(b'FEA1' + bytes(20))
    with pytest.raises(FileProblem, match='first version of Feather'):
        open_storage(str(tmp_path / 'old.feather'), 'feather')


def test_rows_take_at_least_the_width_of_their_columns() -> None:
    assert least_bytes(pa.schema([('a', pa.int32()), ('b', pa.bool_()), ('c', pa.string())]), 10) == 10 * (4 + 1 + 8)


def test_a_part_is_a_round_number_of_rows_and_never_none() -> None:
    assert [program_rows(1 << 40), described_rows(1 << 40)] == [1, 1]
    assert program_rows(1) == described_rows(1) == 100_000
    assert str(program_rows(12_345)).rstrip('0') in '123456789'


def test_objects_count_with_what_they_refer_to() -> None:
    frame = pd.DataFrame({'n': np.zeros(10), 'o': pd.Series([['x'] * 50] * 10, dtype=object)})
    numbers, objects = column_bytes(frame)
    assert numbers == 80
    assert objects > 10 * 50 * 8


def test_bytes_are_shown_by_their_number_and_the_table_stays_as_it_is() -> None:
    frame = pd.DataFrame({'b': [b'abc', None], 'n': [1, 2]})
    assert without_bytes(frame)['b'].tolist() == ['<3 bytes>', None]
    assert frame['b'].tolist() == [b'abc', None]
