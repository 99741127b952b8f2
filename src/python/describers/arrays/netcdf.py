"""Describes netCDF files, version 3 and 4: dimensions, coordinates, variables with units, time range."""

import math

import netCDF4
import xarray

from describers.arrays.array_facts import array_facts, attributes_of, bounded, dtype_name, part_of, plain_item
from describers.base.loading import call, literal, try_run
from describers.base.memory import mebibytes, memory_budget
from describers.base.plain import clean_name, clean_text
from describers.base.problem import FileProblem

MAX_GROUPS = 30
MAX_VARIABLES = 60
MAX_DIMENSIONS = 30
MAX_DEPTH = 20
MAX_WARNINGS = 10
# The first look for them takes longer than a small file; a warm interpreter keeps what it found.
xarray.backends.list_engines()
# Options of open_dataset, the best first; times that make no sense are kept as numbers.
WAYS = ({}, {'decode_times': False}, {'decode_cf': False})


def describe(name, file_type):
    """Variables are described as `load` decodes them: scaled, with missing values and times."""
    groups, is_version_4 = _groups(name)
    described, warnings, budget = [], [], {'bytes': memory_budget() // 2, 'variables': MAX_VARIABLES}
    for path in groups[:MAX_GROUPS]:
        found = _open(name, path)
        if found is None:
            warnings.append(
                f'The group "{clean_name(path)}" can\'t be opened by xarray and is left out; use netCDF4.Dataset.'
            )
            continue
        described.append(_describe_group(found, path, budget))
    if not described:
        raise FileProblem("can't be opened by xarray; it is damaged, save it again in its own program")
    datasets = [dataset for group in described for dataset in group['datasets']]
    kept, omitted = bounded(datasets)
    warnings += [note for group in described for note in group['warnings']]
    if not any(group['count'] for group in described):
        warnings.append('The file holds no variables.')
    ranges = [group['timeRange'] for group in described if group['timeRange']]
    return {
        'type': 'nc',
        'load': described[0]['load'],
        'container': 'netCDF-4 (HDF5)' if is_version_4 else 'netCDF-3',
        'groups': [clean_name(path) for path in groups[1 : MAX_GROUPS + 1]],
        'datasets': kept,
        'omittedDatasets': sum(group['count'] for group in described) - len(datasets) + omitted,
        'dimensions': dict(pair for group in described for pair in group['dimensions'].items()),
        'coordinates': [label for group in described for label in group['coordinates']][:MAX_DIMENSIONS],
        **({'timeRange': ranges[0]} if ranges else {}),
        'attributes': described[0]['attributes'],
        'warnings': warnings[:MAX_WARNINGS],
    }


def _groups(name):
    """Paths of all groups, the root first as an empty text."""
    try:
        with netCDF4.Dataset(name) as file:
            return [path for path in _paths(file, '', 0)], file.data_model.startswith('NETCDF4')
    except (OSError, RuntimeError) as error:
        reason = str(error.strerror if isinstance(error, OSError) and error.strerror else error)[:120]
        raise FileProblem(f"can't be opened as netCDF ({reason}); it is cut off or damaged, copy it again") from error


def _paths(group, path, depth):
    yield path
    for key, inner in group.groups.items() if depth < MAX_DEPTH else ():
        yield from _paths(inner, f'{path}/{key}', depth + 1)


def _open(name, path):
    """Source and dataset of one group."""
    for options in WAYS:
        load = call('xr.open_dataset', name, **({'group': path} if path else {}), **options)
        dataset = try_run(load)
        if dataset is not None:
            return load, dataset, options
    return None


def _describe_group(found, path, budget):
    load, dataset, options = found
    with dataset:
        datasets, warnings = [], []
        if options:
            title = f'Group {clean_name(path)}: ' if path else ''
            rendered = ', '.join(f'{key}={value}' for key, value in options.items())
            warnings.append(f"{title}times can't be decoded, so `load` says {rendered}.")
        names = list(dataset.variables)
        for key in names[: budget['variables']]:
            variable, place = dataset[key], _inside(path, key)
            if variable.nbytes > budget['bytes']:
                large = f'Variable "{place[:40]}" takes {mebibytes(variable.nbytes)}'
                warnings.append(f'{large}; read parts of it with .isel or .sel{_part(variable)}.')
            datasets.append(_describe_variable(variable, place, (load, budget)))
        budget['variables'] -= len(datasets)
        return {
            'load': load,
            'count': len(names),
            'datasets': datasets,
            'dimensions': {_inside(path, key): size for key, size in list(dataset.sizes.items())[:MAX_DIMENSIONS]},
            'coordinates': [_inside(path, key) for key in dataset.coords],
            'timeRange': _time_range(dataset),
            'attributes': attributes_of(dataset.attrs.items()),
            'warnings': warnings,
        }


def _part(variable):
    if not variable.dims or not str(variable.dims[0]).isidentifier():
        return ''
    return f', such as .isel({variable.dims[0]}=slice(0, {part_of(variable.shape, variable.dtype.itemsize):_}))'


def _describe_variable(variable, place, reading):
    load, budget = reading
    source = f'{load}[{literal(variable.name)}]'
    units = variable.attrs.get('units')  # of times that were decoded it is gone
    calendar = variable.dtype.kind == 'O' and clean_text(str(variable.encoding.get('calendar', '')))
    facts = {}
    if variable.nbytes <= budget['bytes']:
        budget['bytes'] -= variable.nbytes
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
        'load': source,
    }


def _inside(path, key):
    return clean_name(f'{path}/{key}' if path else key)


def _values(variable):
    try:
        return variable.values
    except (OSError, RuntimeError, ValueError, IndexError) as error:
        raise FileProblem("holds data that can't be read; it is cut off or damaged, copy it again") from error


def _time_range(dataset):
    """From the first to the last of the first coordinate that holds times."""
    for coordinate in dataset.coords.values():
        if not coordinate.size or math.prod(coordinate.shape) > 5_000_000:
            continue
        if coordinate.dtype.kind == 'M' or type(coordinate.values.flat[0]).__module__.startswith('cftime'):
            values = [value for value in coordinate.values.flat if value == value]
            return {'from': _iso(min(values)), 'to': _iso(max(values))} if values else None
    return None


def _iso(value):
    text = value.isoformat() if hasattr(value, 'isoformat') else str(value)
    return clean_text(text.removesuffix('.000000000'))
