"""Describes .mat files of MATLAB 4, 5 and 7.3: variables with shape and class."""

import math
import os
import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.io

from describers.arrays.array_facts import array_facts, bounded, dtype_name
from describers.arrays.hdf5 import describe_tree
from describers.base.and_more import and_more
from describers.base.description import Description, texts_in
from describers.base.loading import call, literal, try_run
from describers.base.memory import mebibytes, memory_budget
from describers.base.plain import clean_name, clean_text
from describers.base.problem import FileProblem

HDF5_AT = 512
HDF5_MARK = b'\x89HDF\r\n\x1a\n'
MAX_VARIABLES = 60
MAX_FIELDS = 12
MAX_NAMED = 5
MAX_ELEMENTS = 50_000_000
ELEMENT_BYTES = {
    'int8': 1,
    'uint8': 1,
    'logical': 1,
    'char': 4,
    'int16': 2,
    'uint16': 2,
    'int32': 4,
    'uint32': 4,
    'single': 4,
}
OPTIONS = {'squeeze_me': True, 'struct_as_record': False}


@dataclass(frozen=True)
class _Variable:
    """What the header of a variable says."""

    name: str
    shape: tuple[int, ...]
    kind: str
    """MATLAB's class."""

    @property
    def elements(self) -> int:
        return math.prod(self.shape)

    @property
    def size(self) -> int:
        """Bytes of all elements."""
        return self.elements * ELEMENT_BYTES.get(self.kind, 8)


def describe(name: str, file_type: str) -> Description:
    """Names and shapes come from the headers; variables are read together when all of them fit into memory, and each alone otherwise."""
    with open(name, 'rb') as file:
        head = file.read(HDF5_AT + len(HDF5_MARK))
    if HDF5_MARK in (head[HDF5_AT:], head[: len(HDF5_MARK)]):
        described = describe_tree(name, {'type': 'mat', 'container': 'MATLAB 7.3 (HDF5)'})
        note = (
            'MATLAB 7.3 stores arrays with their axes reversed and texts as numbers; transpose with .T after reading.'
        )
        return {**described, 'warnings': [note, *texts_in(described['warnings'])]}
    if head.startswith(b'# Created by Octave'):
        raise FileProblem("is an Octave text file; save it in Octave with save('-v7', ...)")
    return _describe_classic(name, 'MATLAB 5' if head.startswith(b'MATLAB') else 'MATLAB 4')


def _describe_classic(name: str, container: str) -> Description:
    variables = _variables(name)
    needed = sum(variable.size for variable in variables)
    shown = variables[:MAX_VARIABLES]
    if needed <= memory_budget():
        load = call('scipy.io.loadmat', name, **OPTIONS)
        content = _content(load)
        notes, datasets = [], [_dataset(variable, content, f'{load}[{literal(variable.name)}]') for variable in shown]
    else:
        load = call('scipy.io.whosmat', name)
        notes = [
            f'The variables take {mebibytes(needed)}; `load` lists them, read single ones with variable_names=[...].'
        ]
        large = [variable for variable in shown if variable.size > memory_budget()]
        datasets = [_alone(name, variable, load) for variable in shown]
        notes += [_too_large(large)] if large else []
    kept, omitted = bounded(datasets)
    return {
        'type': 'mat',
        'load': load,
        'container': container,
        'groups': [],
        'datasets': kept,
        'omittedDatasets': omitted + len(variables) - len(datasets),
        'attributes': {},
        'warnings': notes if variables else ['The file holds no variables.'],
    }


def _content(load: str) -> dict[str, Any]:
    content: dict[str, Any] | None = try_run(load)
    if content is None:
        raise FileProblem("holds data that can't be read; it is cut off or damaged, save it again in MATLAB or Octave")
    return content


def _alone(name: str, variable: _Variable, listing: str) -> Description:
    """One variable of a file that does not fit into memory; the others are not read with it."""
    if variable.size > memory_budget():
        return _dataset(variable, {}, listing)
    load = call('scipy.io.loadmat', name, variable_names=[variable.name], **OPTIONS)
    return _dataset(variable, _content(load), f'{load}[{literal(variable.name)}]')


def _too_large(variables: list[_Variable]) -> str:
    named = [f'"{clean_name(variable.name)[:40]}" ({mebibytes(variable.size)})' for variable in variables]
    return (
        f'This format has no parts of variables to read, and one run has no room for {and_more(named, MAX_NAMED)}: raise '
        "maxMemoryMiB, or save it with save(..., '-v7.3') and read slices."
    )


def _variables(name: str) -> list[_Variable]:
    """Every variable; raises FileProblem for headers that make no sense."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')
            found = [_Variable(*told) for told in scipy.io.whosmat(name)]
    except MemoryError:
        raise
    except Exception as error:
        reason = clean_text(str(error) or type(error).__name__, 120)
        raise FileProblem(
            f"can't be read as a MATLAB file ({reason}); it is cut off or damaged, save it again"
        ) from error
    size = os.path.getsize(name)
    for variable in found:
        elements, is_nested = variable.elements, variable.kind in ('cell', 'struct')
        if elements < 0 or (is_nested and elements > MAX_ELEMENTS) or elements > 2_000 * size + 1_000:
            raise FileProblem(
                f'claims {elements:,} elements for "{clean_name(variable.name)[:40]}", more than it can hold; it is damaged'
            )
    return found


def _dataset(variable: _Variable, content: dict[str, Any], source: str) -> Description:
    value = content.get(variable.name)
    described: Description = {
        'path': clean_name(variable.name),
        'shape': list(variable.shape if value is None else np.shape(value)),
        'dtype': _kind(variable.kind, value),
        'load': source,
    }
    if isinstance(value, np.ndarray) or np.isscalar(value):
        described |= array_facts(np.asarray(value))
    return described


def _kind(kind: str, value: object) -> str:
    """MATLAB's class, and what it becomes in Python."""
    first = value.flat[0] if isinstance(value, np.ndarray) and value.dtype == object and value.size else value
    if hasattr(first, '_fieldnames'):
        names = [
            f'{clean_text(str(field), 40)} {_short(getattr(first, field, None))}'
            for field in first._fieldnames[:MAX_FIELDS]
        ]
        listed = ', '.join(names) + (', …' if len(first._fieldnames) > MAX_FIELDS else '')
        return f'{kind} with fields {listed} (read as attributes)'
    if kind == 'cell':
        return 'cell (an object array)'
    if isinstance(value, np.ndarray) and dtype_name(value.dtype) != kind:
        return f'{kind} ({dtype_name(value.dtype)})'
    return 'sparse matrix' if kind == 'sparse' else kind


def _short(value: object) -> str:
    if isinstance(value, np.ndarray):
        return f'{value.dtype} {"x".join(map(str, value.shape))}'
    return 'struct' if hasattr(value, '_fieldnames') else type(value).__name__
