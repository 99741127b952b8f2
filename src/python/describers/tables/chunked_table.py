"""Describes a delimited file that does not fit into memory by reading it with pandas chunk by chunk."""

import pandas as pd

from describers.tables.census import take_census
from describers.loading import run
from describers.memory import limit_bytes
from describers.plain import clean_name
from describers.problem import FileProblem
from describers.tables.read_table import Table, expression, table_options
from describers.tables.table import EXAMINED, describe_table, first_distinct, has_range, plain_bound

CHUNKS = (
    'The table may not fit into memory at once: `load` gives an iterator of data frames; '
    'aggregate chunk by chunk, or read only the columns you need with usecols and without chunksize.'
)
CHUNK_ROWS = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
CHUNK_SHARE = 1 / 32  # of the memory of a run, for the text of a chunk
PASSES = 4
MIXED = 'Some columns mix numbers and text; `load` reads them as text.'
LEARNED = ('dtype', 'parse_dates', 'date_format', 'decimal', 'thousands', 'quoting')


def chunked(name, options, rows, size):
    """The proven `load` of these options that gives data frames of a moderate size."""
    fitting = int(CHUNK_SHARE * limit_bytes()) * rows // max(size, 1)
    chunk_rows = next((count for count in CHUNK_ROWS if count <= fitting), CHUNK_ROWS[-1])
    load = expression(name, {**options, 'low_memory': False, 'chunksize': chunk_rows})
    with run(load) as chunks:
        next(iter(chunks))
    return load


def read_by_chunks(name, layout, head):
    """The Table of the first chunk, `load` and the fields of the whole table; `head` is the Table of the beginning."""
    census = take_census(name, *layout)
    learned = {key: value for key, value in head.options.items() if key in LEARNED}
    options = {**table_options(*layout, census), **learned}
    for _ in range(PASSES):
        load = _try(lambda: chunked(name, options, len(head.frame), 1 << 20))
        first, totals, rows = _try(lambda: _read(load))
        changed = {total.label: total.common_type() for total in totals if len(total.types) > 1}
        if not changed:
            described = describe_table(first, describe=lambda at, examples: totals[at].describe(examples))
            mixed = [label for label, kind in options.get('dtype', {}).items() if kind == 'str']
            notes = [MIXED] if set(mixed) - set(head.options.get('dtype', {})) else []
            return Table(options, first, census, head.notes + notes), load, {**described, 'rowCount': rows}
        options = _settled(options, changed)
    raise FileProblem('has columns whose types change within the file; split it into files of one kind')


def _try(action):
    try:
        return action()
    except (ValueError, pd.errors.ParserError) as error:
        reason = str(error)[:200]
        raise FileProblem(f'can\'t be read as a table ({reason}); check its delimiter and quotes') from error


def _read(load):
    first, totals, rows = None, [], 0
    with run(load) as chunks:
        for chunk in chunks:
            if first is None:
                first = chunk
                totals = [_Totals(label) for label in chunk.columns]
            for at, total in enumerate(totals):
                total.add(chunk.iloc[:, at])
            rows += len(chunk)
    return first, totals, rows


def _settled(options, changed):
    """Columns whose chunks differ in type get the type that holds them all; such a column holds no dates."""
    types = {**options.get('dtype', {}), **changed}
    dates = [label for label in options.get('parse_dates', []) if label not in changed]
    formats = {label: form for label, form in options.get('date_format', {}).items() if label in dates}
    kept = {key: value for key, value in options.items() if key not in ('parse_dates', 'date_format')}
    parsed = {'parse_dates': dates, 'date_format': formats}
    return {**kept, 'dtype': types, **{key: value for key, value in parsed.items() if value}}


class _Totals:
    def __init__(self, label):
        self.label = label
        self.types = set()
        self.nulls = 0
        self.low = self.high = None
        self.first = []

    def add(self, column):
        present = column.dropna()
        if len(present) or not self.types:
            self.types.add(str(column.dtype))
        self.nulls += len(column) - len(present)
        self.first.extend(present.iloc[: EXAMINED - len(self.first)])
        if len(present) and has_range(column.dtype):
            low, high = present.min(), present.max()
            self.low = low if self.low is None else min(self.low, low)
            self.high = high if self.high is None else max(self.high, high)

    def common_type(self):
        return 'float64' if self.types <= {'int64', 'float64'} else 'str'

    def describe(self, examples):
        column = {'name': clean_name(self.label), 'dtype': next(iter(self.types)), 'nullCount': self.nulls}
        if self.low is not None:
            column['min'], column['max'] = plain_bound(self.low), plain_bound(self.high)
        column['examples'] = first_distinct(self.first, examples)
        return column
