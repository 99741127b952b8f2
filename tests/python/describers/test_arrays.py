"""Facts about arrays, guesses about bytes, and the tree of an HDF5 file."""

from pathlib import Path

import h5py
import numpy as np
import pandas as pd
import pytest
import scipy.io
import xarray

from describers.arrays.array_facts import array_facts, attributes_of, bounded, dtype_name, part_of, plain_item
from describers.arrays.binary_records import describe as describe_data
from describers.arrays.hdf5_tree import walk
from describers.arrays.matlab import describe as describe_matlab
from describers.arrays.netcdf import describe as describe_netcdf
from describers.arrays.stored_pickles import refuse_pickles
from describers.base.description import objects_in
from describers.base.other_type import OtherType
from describers.base.problem import FileProblem


def test_a_range_leaves_out_what_is_no_number() -> None:
    array = np.array([1.5, np.nan, np.inf, -2.0])
    assert array_facts(array) == {'min': -2.0, 'max': 1.5, 'nanCount': 1, 'examples': [1.5, None, 'inf']}


def test_times_have_a_range_and_objects_no_examples() -> None:
    times = np.array(['2024-01-31', 'NaT'], dtype='datetime64[D]')
    assert array_facts(times)['max'] == '2024-01-31'
    assert array_facts(np.array([object()])) == {}


@pytest.mark.parametrize(
    ('item', 'plain'),
    [
        (b'ab\0\0', 'ab'),
        (np.array([7]), 7),
        (np.arange(9), '[0, 1, 2, 3, 4, 5, …]'),
        (np.float32(0.5), 0.5),
        (1 + 2j, '(1+2j)'),
    ],
)
def test_items_are_shown_as_short_json(item: object, plain: object) -> None:
    assert plain_item(item) == plain


def test_records_are_named_by_their_fields() -> None:
    assert dtype_name([('a', '<i4'), ('b', '<f8')]) == 'record: a int32, b float64'


def test_a_part_has_a_round_number_of_entries_and_at_least_one() -> None:
    assert part_of((5,), 8) == 5
    assert part_of((10**9, 10**9), 8) == 1
    assert str(part_of((10**12,), 8)).rstrip('0') in '123456789'


def test_datasets_past_the_budget_are_counted_and_the_first_is_kept() -> None:
    kept, omitted = bounded([{'path': 'x' * 50}] * 3, budget=80)
    assert (len(kept), omitted) == (1, 2)
    assert bounded([{'path': 'x' * 500}], budget=1)[1] == 0


def test_attributes_that_others_tell_are_skipped() -> None:
    assert attributes_of([('units', 'm'), ('by', b'me')], skipped=('units',)) == {'by': 'me'}


@pytest.mark.parametrize('kind', ['<f8', '>f4', '<i2'])
def test_plain_numbers_are_guessed_from_their_bytes(tmp_path: Path, kind: str) -> None:
    path = tmp_path / 'wave.dat'
    path.write_bytes((1_000 * np.sin(np.arange(4_000) / 50)).astype(kind).tobytes())
    described = describe_data(str(path), 'dat')
    assert f"dtype='{kind}'" in str(described['load'])
    assert str(described['layout']).startswith(f'guess: 4,000 numbers of type {np.dtype(kind).name}')


def test_a_text_is_described_as_one(tmp_path: Path) -> None:
    (tmp_path / 'note.dat').write_text('Just a line.\nAnd one more, perhaps.\n')
    with pytest.raises(OtherType) as raised:
        describe_data(str(tmp_path / 'note.dat'), 'dat')
    assert raised.value.file_type == 'txt'


def test_a_tree_is_walked_once_and_links_out_of_it_are_named(tmp_path: Path) -> None:
    with h5py.File(tmp_path / 'tree.h5', 'w') as file:
        file['group/data'] = [1, 2]
        file['group/circle'] = file['group']
        file['same'] = file['group/data']
        file['out'] = h5py.ExternalLink('/etc/passwd', '/x')
        tree = walk(file)
        paths = [path for path, _ in tree.datasets]
    assert (tree.groups, len(paths), tree.omitted) == (['/group'], 1, 0)
    assert tree.warnings == ['Links to other files, which are not followed: "/out".']


def test_a_file_with_a_pickle_that_calls_is_refused_and_a_plain_one_is_not(tmp_path: Path) -> None:
    with h5py.File(tmp_path / 'store.h5', 'w') as file:
        file.attrs['plain'] = np.bytes_(b'(dp0\n.')
        refuse_pickles(file)
        file.attrs['evil'] = np.bytes_(b"cos\nsystem\n(S'true'\ntR.")
        with pytest.raises(FileProblem, match='holds pickled Python objects'):
            refuse_pickles(file)


def test_variables_of_matlab_tell_their_class_and_what_they_become(tmp_path: Path) -> None:
    scipy.io.savemat(tmp_path / 'vars.mat', {'grid': np.eye(2), 'who': {'name': 'Ada', 'age': 36}})
    found = {each['path']: each for each in objects_in(describe_matlab(str(tmp_path / 'vars.mat'), 'mat')['datasets'])}
    assert (found['grid']['shape'], found['grid']['dtype'], found['grid']['max']) == ([2, 2], 'double (float64)', 1)
    assert str(found['who']['dtype']).startswith('struct with fields name str, age int')


def test_groups_of_netcdf_share_one_description_and_tell_the_range_of_time(tmp_path: Path) -> None:
    path = tmp_path / 'weather.nc'
    times = pd.date_range('2024-01-01', periods=3)
    xarray.Dataset({'t': ('time', [1.0, 2.0, 3.0])}, {'time': times}).to_netcdf(path)
    xarray.Dataset({'depth': ('x', [5, 6])}).to_netcdf(path, mode='a', group='sea')
    described = describe_netcdf(str(path), 'nc')
    assert described['groups'] == ['/sea']
    assert [dataset['path'] for dataset in objects_in(described['datasets'])] == ['t', 'time', '/sea/depth']
    assert described['timeRange'] == {'from': '2024-01-01T00:00:00', 'to': '2024-01-03T00:00:00'}
