"""Describes .npy and .npz files: shape, dtype and order of every array; pickled objects are refused."""

import math
import os
import zipfile

from numpy.lib import format as npy

from describers.arrays.arrays import array_facts, bounded, dtype_name
from describers.loading import call, literal, run
from describers.memory_budget import mebibytes, memory_budget
from describers.plain import clean_name
from describers.problem import FileProblem

MAX_MEMBERS = 1_000
MAX_DESCRIBED = 60
READERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0, (3, 0): npy.read_array_header_2_0}
PICKLED = (
    'holds pickled Python objects, which can run any code when they are opened; '
    'save plain arrays, or a table as Parquet'
)


def describe(name, file_type):
    """Headers are checked against the real size before an array is read."""
    return _describe_npz(name) if file_type == 'npz' else _describe_npy(name)


def _describe_npy(name):
    with open(name, 'rb') as file:
        shape, order, dtype = _header(file)
        have = os.path.getsize(name) - file.tell()
    size = _checked_size((shape, dtype), have, 'the file')
    load = call('np.load', name)
    fits = size <= memory_budget()
    if not fits:
        load = call('np.load', name, mmap_mode='r')
    array = run(load)
    dataset = {'path': '', **_facts(array if fits else None, shape, (dtype, order)), 'load': load}
    large = f'The array takes {mebibytes(size)}; `load` maps it and reads only what is used: take slices.'
    return _description(
        'npy', {'load': load, 'container': 'NumPy array', 'datasets': [dataset]}, [] if fits else [large]
    )


def _describe_npz(name):
    datasets, warnings, room = [], [], memory_budget()
    with zipfile.ZipFile(name) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise FileProblem(f'holds {len(members):,} arrays, more than {MAX_MEMBERS:,}; split it')
        for member in members[:MAX_DESCRIBED]:
            key = member.filename.removesuffix('.npy')
            header = _member_header(archive, member, key)
            if header is None:
                warnings.append(f'The member "{clean_name(key)[:40]}" is no array and is left out.')
                continue
            shape, order, dtype = header
            size = math.prod(shape) * dtype.itemsize
            room -= size
            load = f'{call("np.load", name)}[{literal(key)}]'
            if room < 0:
                raise FileProblem(
                    f'holds arrays of more than {mebibytes(memory_budget())}; save the large ones as .npy files'
                )
            datasets.append({'path': clean_name(key), **_facts(run(load), shape, (dtype, order)), 'load': load})
    load = call('np.load', name)
    run(load).close()
    if not datasets:
        warnings.append('The archive holds no arrays.')
    described = _description('npz', {'load': load, 'container': 'ZIP of NumPy arrays', 'datasets': datasets}, warnings)
    return {**described, 'omittedDatasets': described['omittedDatasets'] + max(0, len(members) - MAX_DESCRIBED)}


def _member_header(archive, member, key):
    if member.flag_bits & 1:
        raise FileProblem('holds encrypted arrays; save it without a password')
    with archive.open(member) as file:
        if file.peek(6)[:6] != b'\x93NUMPY':
            return None
        shape, order, dtype = _header(file)
        _checked_size((shape, dtype), member.file_size - file.tell(), f'the array "{clean_name(key)[:40]}"')
    return shape, order, dtype


def _header(file):
    version = npy.read_magic(file)
    if version not in READERS:
        raise FileProblem(
            f'is in version {version[0]}.{version[1]} of the NumPy format, which is unknown; save it again'
        )
    try:
        shape, fortran, dtype = READERS[version](file)
    except ValueError as error:
        raise FileProblem('has a damaged header; save it again with np.save') from error
    if dtype.hasobject:
        raise FileProblem(PICKLED)
    return shape, 'Fortran' if fortran and len(shape) > 1 else 'C', dtype


def _checked_size(kind, have, what):
    shape, dtype = kind
    size = math.prod(shape) * dtype.itemsize
    if size > have:
        raise FileProblem(
            f'is cut off: {what} should hold {size:,} bytes of numbers and holds {max(0, have):,}; copy it again'
        )
    return size


def _facts(array, shape, kind):
    dtype, order = kind
    facts = {'shape': list(shape), 'dtype': dtype_name(dtype), **array_facts(array)}
    return facts if order == 'C' else {**facts, 'attributes': {'order': 'Fortran (column by column)'}}


def _description(file_type, content, warnings):
    datasets, omitted = bounded(content['datasets'])
    return {
        'type': file_type,
        **content,
        'groups': [],
        'datasets': datasets,
        'omittedDatasets': omitted,
        'attributes': {},
        'warnings': warnings,
    }
