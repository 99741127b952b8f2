"""Describes .fits files: every HDU with shape, dtype and units, tables by their columns."""

import math
import os
import warnings
from itertools import islice
from typing import Any

import numpy as np
from astropy.io import fits as astropy_fits

from describers.arrays.array_facts import array_facts, attributes_of, bounded
from describers.base.description import Description
from describers.base.loading import call, run, try_run
from describers.base.memory import mebibytes, memory_budget
from describers.base.plain import clean_name, clean_text
from describers.base.problem import FileProblem

BLOCK = 2_880
MAX_HDUS = 60
MAX_COLUMNS = 40
MAX_WARNINGS = 10
NAMED = (
    'OBJECT',
    'TELESCOP',
    'INSTRUME',
    'FILTER',
    'DATE-OBS',
    'EXPTIME',
    'OBSERVER',
    'RA',
    'DEC',
    'EQUINOX',
    'CTYPE1',
    'CTYPE2',
)
DTYPES = {8: 'uint8', 16: 'int16', 32: 'int32', 64: 'int64', -32: 'float32', -64: 'float64'}


def describe(name: str, file_type: str) -> Description:
    """Sizes come from the headers and are held against the file before data are read."""
    load = call('fits.open', name)
    try:
        with warnings.catch_warnings(), run(load) as file:
            warnings.simplefilter('ignore')
            units = [_Unit(at, hdu) for at, hdu in enumerate(islice(file, MAX_HDUS))]
            total, header = len(file), dict(units[0].header) if units else {}
    except MemoryError:
        raise
    except Exception as error:
        reason = clean_text(str(error) or type(error).__name__, 120)
        raise FileProblem(f"can't be opened as FITS ({reason}); it is cut off or damaged, copy it again") from error
    if not units:
        raise FileProblem('holds no header and data units; it is damaged, copy it again')
    _refuse_cut(units, os.path.getsize(name))
    datasets, notes, room = [], [], memory_budget() // 2
    for unit in units:
        if not unit.size:
            continue
        dataset, note = _describe_unit(name, unit, room)
        room -= unit.size if note is None else 0
        datasets.append(dataset)
        notes += [note] if note else []
    kept, omitted = bounded(datasets)
    if os.path.getsize(name) % BLOCK:
        if not datasets:
            raise FileProblem('is cut off within a header; copy it again')
        notes.append('The file does not end with a full block of 2,880 bytes; later units may be cut off.')
    if not datasets:
        notes.append('The file holds headers only, no data.')
    return {
        'type': 'fits',
        'load': load,
        'container': 'FITS',
        'groups': [],
        'datasets': kept,
        'omittedDatasets': omitted + total - len(units),
        'attributes': attributes_of((key, header[key]) for key in NAMED if key in header),
        'warnings': notes[:MAX_WARNINGS],
    }


class _Unit:
    """What the header of one HDU says; its data are not touched."""

    def __init__(self, at: int, hdu: astropy_fits.PrimaryHDU | astropy_fits.hdu.base.ExtensionHDU) -> None:
        self.at, self.name, self.header = at, hdu.name, hdu.header
        tables = (astropy_fits.BinTableHDU, astropy_fits.TableHDU)
        self.is_table = isinstance(hdu, tables) and not hasattr(hdu, 'compressed_data')
        self.shape = self._shape()
        self.dtype = self._dtype()
        self.end = hdu.fileinfo()['datLoc'] + self._stored()
        self.size = math.prod(self.shape) * self._item_bytes() if self.shape else 0

    def _shape(self) -> list[int]:
        if self.is_table:
            return [int(self.header['NAXIS2'])]
        return [int(self.header[f'NAXIS{axis}']) for axis in range(int(self.header.get('NAXIS', 0)), 0, -1)]

    def _dtype(self) -> str:
        kind = DTYPES.get(self.header.get('BITPIX'), 'unknown')
        if 'BSCALE' not in self.header and 'BZERO' not in self.header:
            return kind
        return f'{kind} with scale {self.header.get("BSCALE", 1)} and zero {self.header.get("BZERO", 0)}'

    def _item_bytes(self) -> int:
        return int(self.header['NAXIS1']) if self.is_table else max(4, abs(int(self.header.get('BITPIX', 8))) // 8)

    def _stored(self) -> int:
        """Bytes of the data in the file, where they are not compressed."""
        if self.is_table:
            return int(self.header['NAXIS1']) * int(self.header['NAXIS2']) + int(self.header.get('PCOUNT', 0))
        return math.prod(self.shape) * abs(int(self.header.get('BITPIX', 8))) // 8 if self.shape else 0


def _refuse_cut(units: list[_Unit], size: int) -> None:
    for unit in units:
        if unit.shape and min(unit.shape) < 0:
            raise FileProblem('has a header with a negative size; it is damaged, copy it again')
    last = units[-1]
    if last.end > size and not last.header.get('ZIMAGE') and 'ZCMPTYPE' not in last.header:
        raise FileProblem(f'is cut off: its data should reach byte {last.end:,}, and it has {size:,}; copy it again')


def _describe_unit(name: str, unit: _Unit, room: int) -> tuple[Description, str | None]:
    title = clean_name(f'{unit.at}: {unit.name}' if unit.name else str(unit.at))
    facts: Description = {'path': title, 'shape': unit.shape, 'dtype': unit.dtype}
    if unit.is_table:
        facts |= {'dtype': 'table', 'attributes': _columns(unit.header)}
    elif 'BUNIT' in unit.header:
        facts['units'] = clean_text(str(unit.header['BUNIT']))
    if unit.size > room:
        part = '.data[0:100_000]' if unit.is_table else '.section'
        note = f'Unit {title} takes {mebibytes(unit.size)}; use its {part} to read parts.'
        load = f'{call("fits.open", name)}[{unit.at}]'
        run(load)
        return {**facts, 'load': load}, note
    load, value = _read(name, unit)
    if not unit.is_table:
        facts |= {'dtype': str(value.dtype.newbyteorder('=')), **array_facts(np.asarray(value))}
    return {**facts, 'load': load}, None


def _read(name: str, unit: _Unit) -> tuple[str, Any]:
    """Tables as data frames where no cell holds an array."""
    ways = [call('fits.getdata', name, ext=unit.at)]
    if unit.is_table:
        table = call('Table.read', name, hdu=unit.at)
        ways = [f'{table}.to_pandas()', table, *ways]
    for load in ways:
        value = try_run(load)
        if value is not None:
            return load, value
    raise FileProblem(f"holds data in unit {unit.at} that can't be read; it is cut off or damaged, copy it again")


def _columns(header: astropy_fits.Header) -> Description:
    """Column to format and unit, such as "E [mag]"."""
    found: Description = {}
    for at in range(1, min(int(header.get('TFIELDS', 0)), MAX_COLUMNS) + 1):
        unit = header.get(f'TUNIT{at}')
        kind = f'{header.get(f"TFORM{at}", "")}{f" [{unit}]" if unit else ""}'
        found[clean_text(str(header.get(f'TTYPE{at}', f'col{at}')))] = clean_text(kind)
    return found
