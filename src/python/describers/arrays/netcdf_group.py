"""Describes one group of a netCDF file from the dataset that xarray makes of it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import xarray

from describers.arrays.array_facts import array_facts, attributes_of, dtype_name, part_of, plain_item
from describers.base.description import Description
from describers.base.loading import literal
from describers.base.memory import mebibytes
from describers.base.plain import clean_name, clean_text
from describers.base.problem import FileProblem

MAX_DIMENSIONS = 30
MAX_TIMES = 5_000_000


@dataclass
class Room:
    """What may still be read and described of the file; each group takes its share."""

    size: int
    """Bytes of values."""
    variables: int


@dataclass(frozen=True)
class Opened:
    """A group as the first way that worked opens it."""

    path: str
    """Empty for the root."""
    load: str
    dataset: xarray.Dataset
    options: Mapping[str, bool]
    """What keeps xarray from decoding everything; empty where it decodes all."""


@dataclass(frozen=True)
class Group:
    load: str
    variable_count: int
    datasets: list[Description]
    dimensions: Description
    coordinates: list[str]
    time_range: Description | None
    attributes: Description
    warnings: list[str]


def describe_group(opened: Opened, room: Room) -> Group:
    """Its first variables; the values are read of those that fit into the room."""
    path, dataset = opened.path, opened.dataset
    datasets: list[Description] = []
    with dataset:
        warnings = _decoding_notes(opened)
        names = list(dataset.variables)
        for key in names[: room.variables]:
            variable, place = dataset[key], _inside(path, key)
            if variable.nbytes > room.size:
                large = f'Variable "{place[:40]}" takes {mebibytes(variable.nbytes)}'
                warnings.append(f'{large}; read parts of it with .isel or .sel{_part(variable)}.')
            load = f'{opened.load}[{literal(variable.name)}]'
            datasets.append({**_describe_variable(variable, place, room), 'load': load})
        room.variables -= len(datasets)
        return Group(
            load=opened.load,
            variable_count=len(names),
            datasets=datasets,
            dimensions={_inside(path, key): size for key, size in list(dataset.sizes.items())[:MAX_DIMENSIONS]},
            coordinates=[_inside(path, key) for key in dataset.coords],
            time_range=_time_range(dataset),
            attributes=attributes_of(dataset.attrs.items()),
            warnings=warnings,
        )


def _decoding_notes(opened: Opened) -> list[str]:
    if not opened.options:
        return []
    title = f'Group {clean_name(opened.path)}: ' if opened.path else ''
    rendered = ', '.join(f'{key}={value}' for key, value in opened.options.items())
    return [f"{title}times can't be decoded, so `load` says {rendered}."]


def _part(variable: xarray.DataArray) -> str:
    if not variable.dims or not str(variable.dims[0]).isidentifier():
        return ''
    return f', such as .isel({variable.dims[0]}=slice(0, {part_of(variable.shape, variable.dtype.itemsize):_}))'


def _describe_variable(variable: xarray.DataArray, place: str, room: Room) -> Description:
    units = variable.attrs.get('units')  # of times that were decoded it is gone
    calendar = variable.dtype.kind == 'O' and clean_text(str(variable.encoding.get('calendar', '')))
    facts: Description = {}
    if variable.nbytes <= room.size:
        room.size -= variable.nbytes
        facts = array_facts(_values(variable))
    shown = attributes_of(variable.attrs.items(), ('units',))
    return {
        'path': place,
        'shape': [int(size) for size in variable.shape],
        'dtype': f'times of the {calendar} calendar (cftime)' if calendar else dtype_name(variable.dtype),
        'dimensions': [clean_name(dimension) for dimension in variable.dims],
        **({'units': clean_text(str(plain_item(units)))} if units is not None else {}),
        **facts,
        **({'attributes': shown} if shown else {}),
    }


def _inside(path: str, key: object) -> str:
    return clean_name(f'{path}/{key}' if path else key)


def _values(variable: xarray.DataArray) -> np.ndarray:
    try:
        return variable.values
    except (OSError, RuntimeError, ValueError, IndexError) as error:
        raise FileProblem("holds data that can't be read; it is cut off or damaged, copy it again") from error


def _time_range(dataset: xarray.Dataset) -> Description | None:
    """From the first to the last of the first coordinate that holds times."""
    for coordinate in dataset.coords.values():
        if not coordinate.size or math.prod(coordinate.shape) > MAX_TIMES:
            continue
        if coordinate.dtype.kind == 'M' or type(coordinate.values.flat[0]).__module__.startswith('cftime'):
            times = np.atleast_1d(coordinate.values)  # a single time is no array
            present = times[~pd.isna(times)]
            return {'from': _iso(present.min()), 'to': _iso(present.max())} if present.size else None
    return None


def _iso(value: object) -> str:
    text = value.isoformat() if hasattr(value, 'isoformat') else str(value)
    return clean_text(text.removesuffix('.000000000'))
