"""Reads the header of a .npy array and holds it against the bytes that follow."""

import math
from dataclasses import dataclass
from typing import IO

import numpy as np
from numpy.lib import format as npy

from describers.arrays.array_facts import array_facts, dtype_name
from describers.base.description import Description
from describers.base.problem import FileProblem

READERS = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0, (3, 0): npy.read_array_header_2_0}
PICKLED = (
    'holds pickled Python objects, which can run any code when they are opened; '
    'save plain arrays, or a table as Parquet'
)


@dataclass(frozen=True)
class Header:
    shape: tuple[int, ...]
    order: str
    """"C" or "Fortran"."""
    dtype: np.dtype
    data_at: int
    """Where the numbers begin."""

    @property
    def size(self) -> int:
        """Bytes of all numbers."""
        return math.prod(self.shape) * int(self.dtype.itemsize)


def read_header(file: IO[bytes], have: int, what: str) -> Header:
    """`file` stands at the beginning of `have` bytes; raises FileProblem where they can't be the array they claim to be."""
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
    header = Header(shape, 'Fortran' if fortran and len(shape) > 1 else 'C', dtype, file.tell())
    if header.size > have - header.data_at:
        raise FileProblem(
            f'is cut off: {what} should hold {header.size:,} bytes of numbers and holds '
            f'{max(0, have - header.data_at):,}; copy it again'
        )
    return header


def header_facts(header: Header, array: np.ndarray | None) -> Description:
    """What a description says of the array, which is None where it was not read."""
    facts: Description = {'shape': list(header.shape), 'dtype': dtype_name(header.dtype), **array_facts(array)}
    return facts if header.order == 'C' else {**facts, 'attributes': {'order': 'Fortran (column by column)'}}
