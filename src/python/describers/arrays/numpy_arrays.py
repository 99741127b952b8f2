"""Describes .npy and .npz files: shape, dtype and order of every array; pickled objects are refused."""

import os

from describers.arrays.array_facts import bounded
from describers.arrays.numpy_archive import describe_archive
from describers.arrays.numpy_header import header_facts, read_header
from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.memory import mebibytes, memory_budget


def describe(name: str, file_type: str) -> Description:
    """Headers are checked against the real size before an array is read."""
    return _describe_npz(name) if file_type == 'npz' else _describe_npy(name)


def _describe_npy(name: str) -> Description:
    with open(name, 'rb') as file:
        header = read_header(file, os.path.getsize(name), 'the file')
    fits = header.size <= memory_budget()
    load = call('np.load', name) if fits else call('np.load', name, mmap_mode='r')
    array = run(load)
    dataset = {'path': '', **header_facts(header, array if fits else None), 'load': load}
    large = f'The array takes {mebibytes(header.size)}; `load` maps it and reads only what is used: take slices.'
    return {**_description('npy', 'NumPy array', load), 'datasets': [dataset], 'warnings': [] if fits else [large]}


def _describe_npz(name: str) -> Description:
    datasets, omitted, warnings = describe_archive(name)
    kept, more = bounded(datasets)
    return {
        **_description('npz', 'ZIP of NumPy arrays', call('np.load', name)),
        'datasets': kept,
        'omittedDatasets': omitted + more,
        'warnings': warnings,
    }


def _description(file_type: str, container: str, load: str) -> Description:
    return {
        'type': file_type,
        'load': load,
        'container': container,
        'groups': [],
        'datasets': [],
        'omittedDatasets': 0,
        'attributes': {},
    }
