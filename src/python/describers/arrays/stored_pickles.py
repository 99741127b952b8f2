"""Tells whether PyTables, which unpickles attributes and objects as it meets them, may open a file; reads them raw."""

import h5py
import numpy as np

from describers.arrays.pickle_check import is_harmless
from describers.base.problem import FileProblem

MAX_NODES = 2_000
MAX_ATTRIBUTES = 20_000
MAX_OBJECTS = 100
LINKS_INSIDE = (h5py.HardLink, h5py.SoftLink)


def refuse_pickles(file: h5py.File) -> None:
    """Raises FileProblem unless every attribute and object of the file is known to build plain values only."""
    if not _holds_plain_values(file):
        raise FileProblem(
            'holds pickled Python objects, which can run any code when they are opened, or more than can be '
            "checked for them; save it with to_hdf(..., format='table') or as Parquet"
        )


def _holds_plain_values(file: h5py.File) -> bool:
    seen, attributes, pending = set(), 0, [file]
    while pending:
        node = pending.pop()
        address = h5py.h5o.get_info(node.id).addr
        if address in seen:
            continue
        seen.add(address)
        attributes += len(node.attrs)
        if len(seen) > MAX_NODES or attributes > MAX_ATTRIBUTES or not _is_plain(node):
            return False
        if isinstance(node, h5py.Group):
            inner = _inner(node)
            if inner is None:
                return False
            pending.extend(inner)
    return True


def _inner(group: h5py.Group) -> list[h5py.HLObject] | None:
    """What lies in a group, the parts that other programs hide as well; None where that is in another file or can't be opened."""
    if len(group) > MAX_NODES:
        return None
    if not all(isinstance(group.get(key, getlink=True), LINKS_INSIDE) for key in group):
        return None
    try:
        return [group[key] for key in group if isinstance(group.get(key, getlink=True), h5py.HardLink)]
    except (KeyError, OSError, RuntimeError, ValueError):
        return None


def _is_plain(node: h5py.HLObject) -> bool:
    try:
        texts = [(key, text) for key in node.attrs for text in _texts(node.attrs, key)]
        objects = _objects(node) if isinstance(node, h5py.Dataset) else []
    except (KeyError, OSError, RuntimeError, TypeError, ValueError):
        return False
    pickled = [(key, text) for key, text in texts if text.endswith(b'.')]
    # PyTables rewrites the pickles of this one before it loads them.
    if objects is None or any(key == 'FILTERS' for key, _ in pickled):
        return False
    return all(is_harmless(data) for data in [*(text for _, text in pickled), *objects])


def _texts(attributes: h5py.AttributeManager, key: str) -> list[bytes]:
    """The bytes PyTables would see of a text; what is none is never unpickled, and reading it may crash the library."""
    kind = attributes.get_id(key).get_type().get_class()
    if kind != h5py.h5t.STRING:
        return []
    return [_bytes(item) for item in np.asarray(attributes[key], dtype=object).reshape(-1)]


def _bytes(item: object) -> bytes:
    if isinstance(item, str):
        item = item.encode('utf-8', 'surrogateescape')
    return bytes(item).rstrip(b'\0') if isinstance(item, bytes) else b''


def _objects(dataset: h5py.Dataset) -> list[bytes] | None:
    """Rows that may be pickles; None where there are too many."""
    if h5py.check_vlen_dtype(dataset.dtype) is None:
        return []
    if dataset.ndim != 1 or len(dataset) > MAX_OBJECTS:
        return None
    return [item.tobytes() for item in dataset[:]]
