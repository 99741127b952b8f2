"""Reads the plain attributes of HDF5 objects; references and records among them crash some versions of the library."""

import h5py

MAX_BYTES = 64 << 10
MAX_COUNT = 60
PLAIN = (h5py.h5t.INTEGER, h5py.h5t.FLOAT, h5py.h5t.STRING, h5py.h5t.ENUM)
# What HDF5 itself keeps about dimensions.
INTERNAL = ('DIMENSION_LIST', 'REFERENCE_LIST', 'CLASS', 'NAME', '_Netcdf4Dimid', '_Netcdf4Coordinates')


def plain_attributes(node: h5py.HLObject) -> dict[str, object]:
    """Name to value of numbers and texts, in the order of the file."""
    found = {}
    for key in list(node.attrs)[:MAX_COUNT]:
        value = None if key in INTERNAL else _plain(node, key)
        if value is not None:
            found[key] = value
    return found


def _plain(node: h5py.HLObject, key: str) -> object:
    try:
        attribute = node.attrs.get_id(key)
        if attribute.get_type().get_class() not in PLAIN or attribute.get_storage_size() > MAX_BYTES:
            return None
        return node.attrs[key]
    except (KeyError, OSError, TypeError, ValueError, RuntimeError):
        return None
