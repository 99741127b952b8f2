"""Describes the tables pandas keeps in an HDF5 file, once it is known that nothing is unpickled to read them."""

import h5py
import pandas as pd

from describers.arrays.array_facts import part_of
from describers.arrays.hdf5_tree import walk
from describers.base.description import Description
from describers.base.loading import call, try_run
from describers.base.memory import mebibytes, memory_budget
from describers.base.plain import clean_name, clean_text, plain_value
from describers.base.problem import FileProblem

TABLES = ('frame', 'frame_table', 'series', 'series_table')
MAX_KEYS = 20
MAX_COLUMNS = 30
MAX_SHOWN = 8


def store_keys(file: h5py.File) -> list[str]:
    """Keys of the frames and series that pandas.HDFStore wrote."""
    groups = walk(file).groups
    return [path for path in groups if _text(file[path].attrs.get('pandas_type', '')) in TABLES]


def store_sizes(file: h5py.File, keys: list[str]) -> dict[str, tuple[int, int]]:
    """Rows and bytes of each table, as its datasets say."""
    return {key: _size([file[path] for path in _datasets_in(file, key)]) for key in keys[:MAX_KEYS]}


def describe_store(name: str, sizes: dict[str, tuple[int, int]], keys: list[str]) -> Description:
    """Each `load` was run, after `refuse_pickles`; of a table that is too large it reads the first rows."""
    datasets, warnings = [], []
    for key in keys[:MAX_KEYS]:
        rows, size = sizes[key]
        part = {'start': 0, 'stop': part_of([rows], max(1, size // rows))} if size > memory_budget() else {}
        load = call('pd.read_hdf', name, key=key.lstrip('/'), **part)
        frame = try_run(load)
        if frame is None:
            warnings.append(f'The table "{clean_name(key)[:60]}" can\'t be read by pandas and is left out.')
            continue
        datasets.append(_dataset(key, frame, load))
        if part:
            datasets[-1]['shape'] = [rows, *frame.shape[1:]]
            warnings.append(
                f'The table "{clean_name(key)[:60]}" takes {mebibytes(size)}, so `load` reads its first rows only; '
                f'go on with other values of start and stop, up to {rows:,}.'
            )
    if not datasets:
        raise FileProblem("holds pandas tables that this pandas can't read; save them as Parquet")
    return {
        'type': 'h5',
        'load': datasets[0]['load'],
        'container': 'HDF5 written by pandas (HDFStore)',
        'groups': [clean_name(key) for key in keys[:MAX_KEYS]],
        'datasets': datasets,
        'omittedDatasets': len(keys) - len(datasets),
        'attributes': {},
        'warnings': warnings,
    }


def _datasets_in(file: h5py.File, key: str) -> list[str]:
    return [f'{key}/{name}' for name in file[key] if isinstance(file[key].get(name), h5py.Dataset)]


def _size(datasets: list[h5py.Dataset]) -> tuple[int, int]:
    """A table has a row for each entry of its largest dataset."""
    shaped = [dataset for dataset in datasets if dataset.shape]
    size = sum(dataset.size * dataset.dtype.itemsize for dataset in shaped)
    largest = max(shaped, key=lambda dataset: dataset.size * dataset.dtype.itemsize, default=None)
    return (largest.shape[0] if largest is not None else 0), size


def _dataset(key: str, frame: pd.DataFrame | pd.Series, load: str) -> Description:
    table = frame.to_frame() if frame.ndim == 1 else frame
    columns = [f'{clean_text(str(label), 40)} {dtype}' for label, dtype in list(table.dtypes.items())[:MAX_COLUMNS]]
    more = f', and {table.shape[1] - MAX_COLUMNS} more' if table.shape[1] > MAX_COLUMNS else ''
    levels = [clean_text(str(level)) for level in table.index.names if level is not None]
    first = list(table.iloc[0].items())[:MAX_SHOWN] if len(table) else []
    return {
        'path': clean_name(key),
        'shape': list(frame.shape),
        'dtype': f'data frame: {", ".join(columns)}{more}',
        'attributes': {
            'index': ' '.join([*levels, str(table.index.dtype)]),
            **{f'first row {clean_text(str(label))}': plain_value(value) for label, value in first},
        },
        'load': load,
    }


def _text(value: object) -> str:
    return value.decode('utf-8', 'replace') if isinstance(value, bytes) else str(value)
