"""Describes .dat files: text as a table or as lines, bytes by a guess that is called one."""

import os
import re

import numpy as np

from describers.arrays.array_facts import array_facts, dtype_name
from describers.base.loading import Expression, call, run
from describers.base.memory import mebibytes, memory_budget
from describers.base.other_type import OtherType
from describers.base.problem import FileProblem
from describers.encoding.file_encoding import file_encoding
from describers.tables import delimited
from describers.tables.dialect import detect_dialect
from describers.tables.space_table import describe_spaced, looks_spaced

HEAD = 1 << 16
SAMPLE = 1 << 20
CONTROL = re.compile(rb'[\x00-\x08\x0e-\x1a\x1c-\x1f]')
# Plain sequences of numbers, tried in this order: values of a measurement are neither tiny nor huge.
CANDIDATES = ('<f8', '>f8', '<f4', '>f4', '<i2', '>i2', '<i4', '>i4')
PLAUSIBLE = 0.95
LEAST, GREATEST = 1e-9, 1e12
MAX_RECORD = 1_024
MIN_SCORE = 0.3


def describe(name, file_type):
    """A text is described as what it is; of bytes `layout` holds the guess."""
    with open(name, 'rb') as file:
        head = file.read(HEAD)
    if not CONTROL.search(head) or head[:2] in (b'\xff\xfe', b'\xfe\xff'):
        return _describe_text(name)
    return _describe_bytes(name)


def _describe_text(name):
    encoding = file_encoding(name)
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        sample = file.read(HEAD)
    if looks_spaced(sample):
        return describe_spaced(name, sample, encoding)
    dialect = detect_dialect(sample, ',')
    even = sum(len(row) == dialect.width for row in dialect.rows)
    if dialect.width > 1 and len(dialect.rows) > 1 and even >= PLAUSIBLE * len(dialect.rows):
        return delimited.describe(name, 'csv')
    raise OtherType('txt')


def _describe_bytes(name):
    size = os.path.getsize(name)
    if size == 0:
        raise FileProblem('is empty; check that the right file was given')
    with open(name, 'rb') as file:
        sample = file.read(SAMPLE)
    kind = next((each for each in CANDIDATES if _fits(sample, each, size)), None)
    if kind is not None:
        dtype = np.dtype(kind)
        layout = f'guess: {size // dtype.itemsize:,} numbers of type {dtype.name}, {_order(kind)}, no header'
        load = call('np.fromfile', name, dtype=kind)
    else:
        load, layout = _records(name, sample, size)
    notes = ['The layout is a guess from the bytes; ask for, or check, how the file was written.']
    if size > memory_budget():
        load = load.replace('np.fromfile', 'np.memmap', 1)
        notes.append(f'The data take {mebibytes(size)}; `load` maps them and reads only what is used: take slices.')
    value = run(load)
    dataset = {
        'path': '',
        'shape': list(value.shape),
        'dtype': dtype_name(value.dtype),
        **array_facts(value),
        'load': load,
    }
    return {
        'type': 'dat',
        'load': load,
        'container': 'binary data of unknown kind',
        'groups': [],
        'datasets': [dataset],
        'omittedDatasets': 0,
        'attributes': {'firstBytes': sample[:16].hex(' ')},
        'layout': layout,
        'warnings': notes,
    }


def _order(kind):
    return 'little-endian' if kind[0] == '<' else 'big-endian'


def _fits(sample, kind, size):
    """Whether nearly all values make sense; integers must also use their upper bytes, or they are something smaller."""
    dtype = np.dtype(kind)
    if size % dtype.itemsize or size < 4 * dtype.itemsize:
        return False
    values = np.frombuffer(sample[: len(sample) // dtype.itemsize * dtype.itemsize], dtype)
    if dtype.kind == 'f':
        with np.errstate(all='ignore'):
            sizes = np.abs(values)
            sensible = np.isfinite(values) & ((sizes == 0) | ((sizes > LEAST) & (sizes < GREATEST)))
        return bool(sensible.mean() >= PLAUSIBLE and (values != 0).mean() > 0.2)
    steps = np.abs(np.diff(values.astype('float64')))
    spread = float(values.max()) - float(values.min())
    return bool(spread > 0 and np.median(steps) < spread / 20 and spread < 2.0 ** (8 * dtype.itemsize - 2))


def _records(name, sample, size):
    """Records of equal length show as bytes that repeat at the same distance."""
    data = np.frombuffer(sample, np.uint8)
    lengths = [length for length in range(2, min(MAX_RECORD, size // 3) + 1) if size % length == 0]
    scores = {length: float((data[length:] == data[:-length]).mean()) for length in lengths}
    best = max(scores, key=lambda length: (round(scores[length], 2), -length), default=None)
    if best is None or scores[best] < MIN_SCORE:
        return call('np.fromfile', name, dtype=Expression('np.uint8')), 'no layout found: bytes'
    load = f'{call("np.fromfile", name, dtype=Expression("np.uint8"))}.reshape(-1, {best})'
    return (
        load,
        f'guess: {size // best:,} records of {best} bytes, {scores[best]:.0%} of the bytes repeat at that distance',
    )
