"""Describes netCDF files, version 3 and 4: dimensions, coordinates, variables with units, time range."""

from collections.abc import Iterator

import netCDF4
import xarray

from describers.arrays.array_facts import bounded
from describers.arrays.netcdf_group import MAX_DIMENSIONS, Group, Opened, Room, describe_group
from describers.base.description import Description
from describers.base.loading import call, try_run
from describers.base.memory import memory_budget
from describers.base.plain import clean_name
from describers.base.problem import FileProblem

MAX_GROUPS = 30
MAX_VARIABLES = 60
MAX_DEPTH = 20
MAX_WARNINGS = 10
# The first look for them takes longer than a small file; a warm interpreter keeps what it found.
xarray.backends.list_engines()
# Options of open_dataset, the best first; times that make no sense are kept as numbers.
WAYS: tuple[dict[str, bool], ...] = ({}, {'decode_times': False}, {'decode_cf': False})


def describe(name: str, file_type: str) -> Description:
    """Variables are described as `load` decodes them: scaled, with missing values and times."""
    groups, is_version_4 = _groups(name)
    described: list[Group] = []
    warnings: list[str] = []
    room = Room(memory_budget() // 2, MAX_VARIABLES)
    for path in groups[:MAX_GROUPS]:
        found = _open(name, path)
        if found is None:
            warnings.append(
                f'The group "{clean_name(path)}" can\'t be opened by xarray and is left out; use netCDF4.Dataset.'
            )
            continue
        described.append(describe_group(found, room))
    if not described:
        raise FileProblem("can't be opened by xarray; it is damaged, save it again in its own program")
    datasets = [dataset for group in described for dataset in group.datasets]
    kept, omitted = bounded(datasets)
    warnings += [note for group in described for note in group.warnings]
    if not any(group.variable_count for group in described):
        warnings.append('The file holds no variables.')
    ranges = [group.time_range for group in described if group.time_range]
    return {
        'type': 'nc',
        'load': described[0].load,
        'container': 'netCDF-4 (HDF5)' if is_version_4 else 'netCDF-3',
        'groups': [clean_name(path) for path in groups[1 : MAX_GROUPS + 1]],
        'datasets': kept,
        'omittedDatasets': sum(group.variable_count for group in described) - len(datasets) + omitted,
        'dimensions': dict(pair for group in described for pair in group.dimensions.items()),
        'coordinates': [label for group in described for label in group.coordinates][:MAX_DIMENSIONS],
        **({'timeRange': ranges[0]} if ranges else {}),
        'attributes': described[0].attributes,
        'warnings': warnings[:MAX_WARNINGS],
    }


def _groups(name: str) -> tuple[list[str], bool]:
    """Paths of all groups, the root first as an empty text."""
    try:
        with netCDF4.Dataset(name) as file:
            return list(_paths(file, '', 0)), file.data_model.startswith('NETCDF4')
    except (OSError, RuntimeError) as error:
        reason = str(error.strerror if isinstance(error, OSError) and error.strerror else error)[:120]
        raise FileProblem(f"can't be opened as netCDF ({reason}); it is cut off or damaged, copy it again") from error


def _paths(group: netCDF4.Dataset, path: str, depth: int) -> Iterator[str]:
    yield path
    for key, inner in group.groups.items() if depth < MAX_DEPTH else ():
        yield from _paths(inner, f'{path}/{key}', depth + 1)


def _open(name: str, path: str) -> Opened | None:
    for options in WAYS:
        load = call('xr.open_dataset', name, **({'group': path} if path else {}), **options)
        dataset = try_run(load)
        if dataset is not None:
            return Opened(path, load, dataset, options)
    return None
