"""Describes a large delimited file exactly and fast: pandas reads the beginning, every other cell is checked against it."""

import collections
import csv
import functools
import io
import itertools
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import pyarrow as pa
import pyarrow.csv

from describers.tables.column_plans import column_plans
from describers.tables.column_facts import column_facts, text_rows
from describers.tables.column_totals import ColumnTotals
from describers.tables.freed_memory import keep_freed_memory
from describers.tables.record_blocks import Unsure, check_order, record_blocks
from describers.tables.table import describe_table
from describers.tables.table_end import LABEL_COLUMNS, TOTAL
from describers.tables.telling_cells import OTHER_NULLS

THREADS = 2
MAX_AHEAD = 12  # blocks that are parsed before it is known what to look for in them
STEPS = 1024, 64  # of the rows that are looked at for text, one after the other until there is enough


class Whole(NamedTuple):
    rows: int
    columns: list
    """One ColumnTotals per column."""

    def retyped(self, head):
        """The first rows with the types of the whole table."""
        typed = head.copy(deep=False)
        for at, total in enumerate(self.columns):
            if total.dtype(str(head.dtypes.iloc[at])) != str(head.dtypes.iloc[at]):
                typed.isetitem(at, head.iloc[:, at].astype('float64'))
        return typed

    def described(self, head):
        """The fields of the table in a description."""
        fields = describe_table(head, describe=lambda at, examples: self.columns[at].describe(head.iloc[:, at], examples))
        return {**fields, 'rowCount': self.rows}

    def pinned(self, head):
        """The options of the first rows with the types that only later rows show."""
        changed = {
            head.frame.columns[at]: 'float64'
            for at, total in enumerate(self.columns)
            if total.dtype(str(head.frame.dtypes.iloc[at])) != str(head.frame.dtypes.iloc[at])
        }
        types = {**head.options.get('dtype', {}), **changed}
        return {**head.options, **({'dtype': types} if types else {})}


class Block(NamedTuple):
    table: object
    cells: list
    """The texts of each column."""
    columns: list
    """The Facts of each column."""


def whole_table(name, start, dialect, read_head):
    """The Table of the first records and what all records from offset `start` on hold.

    `read_head` gives that Table; the records are being parsed meanwhile. Raises Unsure where only pandas can tell.
    """
    keep_freed_memory()
    blocks = record_blocks(name, start)
    parse = functools.partial(_parse, delimiter=dialect.delimiter, width=dialect.width)
    with ThreadPoolExecutor(THREADS) as threads:
        head_is_read = threading.Event()
        ahead = threads.submit(_parse_ahead, blocks, parse, head_is_read)
        try:
            head = read_head()
            plans = column_plans(head.options, head.frame)
        finally:
            head_is_read.set()
        if len(plans) != dialect.width:
            raise Unsure
        totals = [ColumnTotals(plan) for plan in plans]
        pieces = itertools.chain(ahead.result(), blocks)
        look = functools.partial(threads.submit, _look, parse)
        rows = _add_up(_looked_at(pieces, totals, look), totals)
    return head, Whole(rows, totals)


def _add_up(blocks, totals):
    """The number of rows; `totals` then hold the facts of all blocks."""
    # Column to the parts in which a cell was met that is text for certain.
    evidence = {at: set() for at, total in enumerate(totals) if total.plan.kind in ('text', 'date')}
    rows, last, chunk = 0, None, pandas_chunk_rows(len(totals))
    for block in blocks:
        for total, facts in zip(totals, block.columns):
            total.add(facts)
        before, rows, last = rows, rows + block.table.num_rows, block
        for (at, found), step in itertools.product(evidence.items(), STEPS):
            if not found.issuperset(range(before // chunk, -(-rows // chunk))):
                found.update(((text_rows(block.cells[at], step) + before) // chunk).tolist())
    if last is None or _ends_in_total(last.table) or not all(total.is_sure() for total in totals):
        raise Unsure
    if rows > chunk:
        _check_chunks(evidence, last.cells, (before, rows, chunk))
    return rows


def pandas_chunk_rows(width):
    """How many rows pandas reads before it settles the types of a part; it warns where parts disagree."""
    rows = 1
    while rows * 2 < (1 << 20) // width:
        rows *= 2
    return rows


def data_start(dialect, text, mark_bytes):
    """Offset of the first data record; `text` is the beginning of the file without its `mark_bytes`."""
    reader = csv.reader(io.StringIO(text, newline=''), delimiter=dialect.delimiter)
    lines, wanted = 0, dialect.skipped
    for position, row in enumerate(reader):
        blank = not row or (len(row) == 1 and not row[0].strip())
        if position >= wanted and not blank:
            lines = reader.line_num if dialect.has_header else lines
            break
        lines = reader.line_num
    head = ''.join(line for line, _ in zip(io.StringIO(text, newline=''), range(lines)))
    return mark_bytes + len(head.encode())


def _parse_ahead(blocks, parse, is_enough):
    """The tables of the first blocks, as many as there is time for."""
    tables = []
    while len(tables) < MAX_AHEAD and not is_enough.is_set() and (block := next(blocks, None)) is not None:
        tables.append(parse(block))
    return tables


def _looked_at(pieces, totals, look):
    """The facts of all blocks in order; while one block is counted, the next ones are being looked at."""
    waiting = collections.deque()
    for piece in pieces:
        waiting.append(look(piece, [total.plan for total in totals]))
        if len(waiting) > THREADS:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _look(parse, piece, plans):
    """`piece` is a block of records or already its table."""
    table = piece if isinstance(piece, pa.Table) else parse(piece)
    cells = [column.chunk(0) if column.num_chunks else pa.array([], pa.string()) for column in table.columns]
    return Block(table, cells, [column_facts(column, plan) for column, plan in zip(cells, plans)])


def _parse(block, delimiter, width):
    holds_quotes = check_order(block, delimiter)
    names = [str(at) for at in range(width)]
    try:
        return pa.csv.read_csv(
            pa.py_buffer(block),
            pa.csv.ReadOptions(column_names=names, use_threads=False, block_size=len(block) + 1),
            pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=holds_quotes),
            pa.csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=OTHER_NULLS,
                strings_can_be_null=True,
                check_utf8=not block.isascii(),
            ),
        )
    except pa.ArrowInvalid as error:
        raise Unsure from error


def _ends_in_total(table):
    row = table.slice(table.num_rows - 1).select(range(min(LABEL_COLUMNS, table.num_columns))).to_pylist()[0]
    return any(TOTAL.fullmatch((cell or '').strip(' :\t')) for cell in row.values())


def _check_chunks(evidence, last, place):
    """Every part that pandas types by itself must hold text in each column of text."""
    before, rows, chunk = place
    chunks = -(-rows // chunk)
    for at, found in evidence.items():
        if len(found) < chunks:
            found.update(((text_rows(last[at], 1) + before) // chunk).tolist())
        if len(found) < chunks:
            raise Unsure
