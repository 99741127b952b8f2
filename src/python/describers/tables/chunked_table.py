"""Describes a delimited file that does not fit into memory by reading it with pandas chunk by chunk."""

from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import ParamSpec, TypeAlias, TypeVar

import pandas as pd

from describers.base.description import Description, count_in, objects_in
from describers.base.loading import run
from describers.base.memory import run_memory
from describers.base.problem import FileProblem
from describers.tables.cell_counts import count_cells
from describers.tables.cell_texts import holds_codes, null_words
from describers.tables.census import Census, take_census
from describers.tables.chunk_totals import ChunkTotals
from describers.tables.first_records import first_offset, refuse_notes_below
from describers.tables.layout import HEAD, Layout
from describers.tables.read_table import Table
from describers.tables.record_blocks import Unsure
from describers.tables.table import describe_table
from describers.tables.table_options import Options, expression, table_options

CHUNKS = (
    'The table may not fit into memory at once: `load` gives an iterator of data frames; '
    'aggregate chunk by chunk, or read only the columns you need with usecols and without chunksize.'
)
CHUNK_ROWS = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
CHUNK_SHARE = 1 / 32  # of the memory of a run, for the text of a chunk
PASSES = 4
MIXED = 'Some columns mix numbers and text; `load` reads them as text.'
ReadTable: TypeAlias = tuple[Table, str, Description]
"""The Table of the first chunk, `load` and the fields of the whole table."""
P = ParamSpec('P')
T = TypeVar('T')
LEARNED = ('dtype', 'parse_dates', 'date_format', 'decimal', 'thousands', 'quoting', 'keep_default_na', 'na_values')


def read_by_chunks(name: str, layout: Layout, head: Table) -> ReadTable:
    """`head` is the Table of the beginning."""
    try:
        return _read_regular(name, layout, head)
    except Unsure:
        return _read_all(name, layout, head, take_census(name, layout))


def _read_regular(name: str, layout: Layout, head: Table) -> ReadTable:
    """Raises Unsure where some rows are not as wide as the others, or cells may be codes."""
    start = first_offset(name, layout)
    refuse_notes_below(name, layout)
    if head.census.longer:
        raise Unsure
    with ThreadPoolExecutor(1) as thread:
        counting = thread.submit(count_cells, name, start, layout.dialect)
        try:
            table, load, described = _read_all(name, layout, head, Census())
        except FileProblem as problem:
            raise Unsure from problem
        counts = counting.result()
    first, options, rows = table.frame, table.options, count_in(described, 'rowCount')
    if not counts.are_all_of(rows, first.shape[1]) or holds_codes(name, options, first, counts.zeros, len(first)):
        raise Unsure
    columns = objects_in(described['columns'])
    if all(count_in(column, 'nullCount') for column in columns):
        raise Unsure  # a row may hold nothing
    missing = sum(count_in(column, 'nullCount') for column in columns)
    is_certain = counts.empty == missing and not described['omittedColumns']
    words = {} if is_certain else null_words(name, options, first, len(first))
    return replace(table, census=Census.of_uneven(name, counts.uneven, words)), load, described


def _read_all(name: str, layout: Layout, head: Table, census: Census) -> ReadTable:
    learned = {key: value for key, value in head.options.items() if key in LEARNED}
    options = {**table_options(layout, census), **learned}
    for _ in range(PASSES):
        load = _try(_chunked, name, options, len(head.frame))
        first, totals = _try(_read, load)
        changed = {total.label: total.common_type() for total in totals if len(total.types) > 1}
        if not changed:
            mixed = [label for label, kind in options.get('dtype', {}).items() if kind == 'str']
            notes = [MIXED] if set(mixed) - set(head.options.get('dtype', {})) else []
            return Table(options, first, census, head.notes + notes), load, _fields(first, totals)
        options = _settled(options, changed)
    raise FileProblem('has columns whose types change within the file; split it into files of one kind')


def _fields(first: pd.DataFrame, totals: list[ChunkTotals]) -> Description:
    described = describe_table(first, describe=lambda at, examples: totals[at].describe(examples))
    return {**described, 'rowCount': totals[0].rows}


def _chunked(name: str, options: Options, head_rows: int) -> str:
    """The proven `load` of these options that gives data frames of a moderate size."""
    fitting = int(CHUNK_SHARE * run_memory()) * head_rows // HEAD
    chunk_rows = next((count for count in CHUNK_ROWS if count <= fitting), CHUNK_ROWS[-1])
    load = expression(name, {**options, 'low_memory': False, 'chunksize': chunk_rows})
    with run(load) as chunks:
        next(iter(chunks))
    return load


def _try(action: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T:
    try:
        return action(*arguments, **options)
    except (ValueError, pd.errors.ParserError) as error:
        reason = str(error)[:200]
        raise FileProblem(f"can't be read as a table ({reason}); check its delimiter and quotes") from error


def _read(load: str) -> tuple[pd.DataFrame, list[ChunkTotals]]:
    first = None
    totals: list[ChunkTotals] = []
    with run(load) as chunks:
        for chunk in _ahead(chunks):
            if first is None:
                first = chunk
                totals = [ChunkTotals(label) for label in chunk.columns]
            for at, total in enumerate(totals):
                total.add(chunk.iloc[:, at])
    return first, totals


def _ahead(chunks: Iterator[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """While one chunk is looked at, the next is being read."""
    with ThreadPoolExecutor(1) as thread:
        coming = thread.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = thread.submit(next, chunks, None)
            yield chunk


def _settled(options: Options, changed: dict[Hashable, str]) -> Options:
    """Columns whose chunks differ in type get the type that holds them all; such a column holds no dates."""
    types = {**options.get('dtype', {}), **changed}
    dates = [label for label in options.get('parse_dates', []) if label not in changed]
    formats = {label: form for label, form in options.get('date_format', {}).items() if label in dates}
    kept = {key: value for key, value in options.items() if key not in ('parse_dates', 'date_format')}
    parsed = {'parse_dates': dates, 'date_format': formats}
    return {**kept, 'dtype': types, **{key: value for key, value in parsed.items() if value}}
