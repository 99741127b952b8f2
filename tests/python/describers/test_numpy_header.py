"""Headers of .npy files, held against the bytes that follow."""

import io

import numpy as np
import pytest

from describers.arrays.numpy_header import header_facts, read_header
from describers.base.problem import FileProblem


def saved(array: np.ndarray, version: tuple[int, int] = (1, 0)) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array(file, array, version=version)
    return file.getvalue()


@pytest.mark.parametrize('version', [(1, 0), (2, 0), (3, 0)])
def test_a_header_tells_shape_type_and_where_the_numbers_begin(version: tuple[int, int]) -> None:
    array = np.arange(6, dtype='<i4').reshape(2, 3)
    data = saved(array, version)
    header = read_header(io.BytesIO(data), len(data), 'the file')
    assert (header.shape, header.dtype, header.order, header.size) == ((2, 3), array.dtype, 'C', 24)
    assert data[header.data_at :] == array.tobytes()


def test_only_arrays_of_several_dimensions_stand_column_by_column() -> None:
    flat, table = np.zeros(3), np.asfortranarray(np.zeros((2, 3)))
    orders = [read_header(io.BytesIO(data), len(data), 'it').order for data in (saved(flat), saved(table))]
    assert orders == ['C', 'Fortran']


def test_facts_of_an_array_that_was_not_read_come_from_its_header() -> None:
    data = saved(np.asfortranarray(np.ones((2, 2))))
    facts = header_facts(read_header(io.BytesIO(data), len(data), 'it'), None)
    assert facts == {'shape': [2, 2], 'dtype': 'float64', 'attributes': {'order': 'Fortran (column by column)'}}


def test_pickled_objects_are_refused_before_they_are_read() -> None:
    data = saved(np.array([{}], dtype=object))
    with pytest.raises(FileProblem, match='holds pickled Python objects'):
        read_header(io.BytesIO(data), len(data), 'the file')


def test_an_array_can_not_be_larger_than_its_file() -> None:
    data = saved(np.zeros(8))[:-1]
    with pytest.raises(FileProblem, match='is cut off: the file should hold 64 bytes of numbers and holds 63'):
        read_header(io.BytesIO(data), len(data), 'the file')


@pytest.mark.parametrize(
    ('data', 'problem'),
    [
        (b'\x93NUMPY\x09\x00', 'is in version 9.0 of the NumPy format'),
        (b"\x93NUMPY\x01\x00\x10\x00{'descr': '<f8'}\n", 'has a damaged header'),
    ],
)
def test_headers_that_make_no_sense_are_refused(data: bytes, problem: str) -> None:
    with pytest.raises(FileProblem, match=problem):
        read_header(io.BytesIO(data), len(data), 'the file')
