"""Describes .h5 and .hdf5 files: groups, datasets and attributes; links out of the file are never followed."""

import h5py

from describers.arrays.array_facts import attributes_of, bounded
from describers.arrays.hdf5_attributes import plain_attributes
from describers.arrays.hdf5_dataset import Found, find_dataset, read_dataset
from describers.arrays.hdf5_tree import Tree, walk
from describers.arrays.pandas_store import describe_store, store_keys, store_sizes
from describers.arrays.stored_pickles import refuse_pickles
from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.memory import memory_budget
from describers.base.plain import clean_name
from describers.base.problem import FileProblem

MAX_GROUPS = 40
MAX_WARNINGS = 10
# Bookkeeping of MATLAB, PyTables and Octave that tells nothing about the data.
SKIPPED = ('TITLE', 'VERSION', 'PYTABLES_FORMAT_VERSION', 'OCTAVE_NEW_FORMAT')


def describe(name: str, file_type: str) -> Description:
    """A file that pandas wrote is described by its keys, every other by its datasets."""
    with open_hdf5(name) as file:
        keys = store_keys(file)
        if keys:
            refuse_pickles(file)
            sizes = store_sizes(file, keys)
    return describe_store(name, sizes, keys) if keys else describe_tree(name, {'type': 'h5', 'container': 'HDF5'})


def open_hdf5(name: str) -> h5py.File:
    """Raises FileProblem where the HDF5 library refuses the file."""
    try:
        return h5py.File(name, 'r')
    except (OSError, RuntimeError) as error:
        reason = ' '.join(str(error).split())[:150]
        raise FileProblem(f"can't be opened as HDF5 ({reason}); it is cut off or damaged, copy it again") from error


def describe_tree(name: str, kind: Description) -> Description:
    """`kind` holds the fields that tell what wrote the file."""
    load = call('h5py.File', name, 'r')
    with open_hdf5(name) as file:
        tree = walk(file)
        places = _places(tree, load)
        attributes = attributes_of(plain_attributes(file).items(), SKIPPED)
    # The library crashes when a file that is open is opened a second time and closed.
    run(load).close()
    kept, omitted = bounded([read_dataset(found) for found in places])
    notes = [f'Dataset "{found.path[:60]}": {note}' for found in places for note in found.notes]
    if not tree.datasets:
        notes.append('The file holds no datasets.')
    return {
        **kind,
        'load': load,
        'groups': [clean_name(group) for group in tree.groups[:MAX_GROUPS]],
        'datasets': kept,
        'omittedDatasets': omitted + tree.omitted,
        'attributes': attributes,
        'warnings': [*tree.warnings, *notes][:MAX_WARNINGS],
    }


def _places(tree: Tree, load: str) -> list[Found]:
    places: list[Found] = []
    room = memory_budget() // 2
    for place in tree.datasets:
        places.append(find_dataset(load, place, room))
        room -= places[-1].size
    return places
