"""Describes one dataset of an HDF5 file, and reads it when it is small."""

from dataclasses import dataclass

import h5py
import numpy as np

from describers.arrays.array_facts import array_facts, attributes_of, dtype_name, part_of, plain_item
from describers.arrays.hdf5_attributes import plain_attributes
from describers.arrays.hdf5_tree import Place
from describers.base.description import Description
from describers.base.loading import literal, try_run
from describers.base.memory import mebibytes
from describers.base.plain import clean_name
from describers.base.problem import FileProblem

UNITS = ('units', 'unit', 'Units', 'UNITS')
SKIPPED = (*UNITS, 'MATLAB_class', 'TITLE', 'VERSION')
MAX_ELEMENT = 64  # bytes a text of variable length counts as


@dataclass(frozen=True)
class Found:
    """A dataset before its numbers are read."""

    path: str
    """Clean, as it is shown."""
    head: Description
    tail: Description
    opened: str
    """The expression that opens it."""
    whole: str | None
    """The expression that reads it, None where it can't or must not be read."""
    size: int
    notes: list[str]


def find_dataset(opened: str, place: Place, room: int) -> Found:
    """What the file says of a dataset; `room` is how many bytes may still be read."""
    path, dataset = place
    shape, kind = list(dataset.shape or ()), _kind(dataset)
    notes = _notes(dataset)
    size = dataset.size * (MAX_ELEMENT if kind.startswith('text') else dataset.dtype.itemsize) if dataset.size else 0
    readable = not notes and dataset.shape is not None and size <= room
    if not readable and not notes and dataset.shape is not None:
        part = f', such as [0:{part_of(shape, size // dataset.size):_}]' if shape else ''
        notes.append(f'it takes {mebibytes(size)}, so `load` only opens it; read slices of it{part}.')
    attributes = plain_attributes(dataset)
    units = next((plain_item(attributes[key]) for key in UNITS if key in attributes), None)
    shown = attributes_of(attributes.items(), SKIPPED)
    source = f'{opened}[{literal(path)}]'
    return Found(
        path=clean_name(path),
        head={
            'path': clean_name(path),
            'shape': shape,
            'dtype': kind,
            **({'units': str(units)} if units is not None else {}),
        },
        tail={'attributes': shown} if shown else {},
        opened=source,
        whole=f'{source}{_reading(dataset, kind)}' if readable else None,
        size=size if readable else 0,
        notes=notes,
    )


def read_dataset(found: Found) -> Description:
    """The description, from what its `load` gives; the file must not be open meanwhile."""
    value = None if found.whole is None else try_run(found.whole)
    if value is None and try_run(found.opened) is None:
        raise FileProblem(f'has the dataset "{found.path[:60]}", which can\'t be read; it is damaged, copy it again')
    if found.whole is not None and value is None:
        found.notes.append("its data can't be read; the file may be damaged.")
    shows = value is not None and found.head['dtype'] != 'references'
    facts = array_facts(np.asarray(value)) if shows else {}
    return {**found.head, **facts, **found.tail, 'load': found.opened if value is None else found.whole}


def _kind(dataset: h5py.Dataset) -> str:
    text = h5py.check_string_dtype(dataset.dtype)
    if text is not None:
        return f'text ({text.encoding})'
    if h5py.check_ref_dtype(dataset.dtype) is not None:
        return 'references'
    inner = h5py.check_vlen_dtype(dataset.dtype)
    return f'lists of {inner}' if inner is not None else dtype_name(dataset.dtype)


def _reading(dataset: h5py.Dataset, kind: str) -> str:
    convert = '.asstr()' if kind.startswith('text') else ''
    return f'{convert}[()]' if dataset.shape == () else f'{convert}[:]'


def _notes(dataset: h5py.Dataset) -> list[str]:
    """Why its data can't or must not be read."""
    properties = dataset.id.get_create_plist()
    filters = [properties.get_filter(at) for at in range(properties.get_nfilters())]
    missing = [str(code) for code, _, _, _ in filters if not h5py.h5z.filter_avail(code)]
    found = []
    if missing:
        found.append(
            f'it is compressed with HDF5 filter {", ".join(missing)}, which is not installed; save it with gzip.'
        )
    if properties.get_external_count():
        found.append('its data stand in another file, which is not read.')
    if properties.get_layout() == h5py.h5d.VIRTUAL:
        found.append('it is a virtual view of datasets that may stand in other files; they are not read.')
    return found
