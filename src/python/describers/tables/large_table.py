"""Reads a large delimited file as a small one is read, with all cores, and counts its bytes where a small one is looked at cell by cell."""

import os
from concurrent.futures import ThreadPoolExecutor

import pandas as pd

from describers.base import memory
from describers.base.description import Description, count_in, objects_in
from describers.base.loading import run, try_run
from describers.tables.amounts import with_amounts
from describers.tables.cell_counts import CellCounts, count_cells
from describers.tables.cell_texts import null_words
from describers.tables.census import Census
from describers.tables.date_values import with_date_values
from describers.tables.dialect import Dialect
from describers.tables.first_records import first_offset, refuse_notes_below
from describers.tables.freed_memory import keep_freed_memory
from describers.tables.kept_words import KEPT
from describers.tables.layout import Layout
from describers.tables.placeholders import placeholders
from describers.tables.placement.kinds import is_data
from describers.tables.read_table import Loaded, Table, has_own_index, with_number_style, with_texts
from describers.tables.record_blocks import Unsure
from describers.tables.table import describe_table
from describers.tables.table_end import table_end
from describers.tables.table_options import Options, expression, table_options

THREADS = 2
PROOF_ROWS = 100
EXAMINED_ROWS, VALUE_BYTES = 100, 8
DOUBT = 1.1


def large_table(name: str, layout: Layout, only_even: bool = False) -> tuple[Table, Description]:
    """The Table and the fields of its description; raises Unsure where the file has to be looked at as a small one is.

    With `only_even` that includes files in which not all rows have the same width.
    """
    dialect, start = layout.dialect, first_offset(name, layout)
    refuse_notes_below(name, layout)
    keep_freed_memory()
    texts, known = _read(name, table_options(layout, Census())), None
    if texts is None and not only_even:
        texts, known = _read_longer(name, layout, start)
    if texts is None:
        raise Unsure
    with ThreadPoolExecutor(THREADS) as threads:
        counting = threads.submit(lambda: known or count_cells(name, start, dialect))
        options, frame, step, notes = _typed(name, dialect, texts)
        if not memory.fits(frame.memory_usage(index=False).sum(), frame.size):
            raise Unsure
        described = describe_table(frame, each=threads.map)
        counts = counting.result()
        coded = with_texts(name, texts, counts.zeros)
        if coded is not texts:
            options, frame, step, notes = _typed(name, dialect, coded)
            described = describe_table(frame, each=threads.map)
    if not counts.are_all_of(len(frame), dialect.width) or (only_even and counts.uneven.count):
        raise Unsure
    refuse_blank_rows(described, frame)
    words = null_words(name, options, frame) if _missing(described, frame) != counts.empty else {}
    if any(KEPT.intersection(each) for each in words.values()):
        raise Unsure
    proof = run(expression(name, {**options, 'nrows': PROOF_ROWS}))
    if any(proof[label].dtype != frame[label].dtype for label in options.get('parse_dates', ())):
        raise Unsure
    return Table(options, frame, Census.of_uneven(name, counts.uneven, words), notes, step), described


def refuse_blank_rows(described: Description, frame: pd.DataFrame) -> None:
    """Raises Unsure where a row of the frame holds nothing; one column without a missing value shows that there is none."""
    if (
        all(count_in(column, 'nullCount') for column in objects_in(described['columns']))
        and frame.isna().all(axis=1).any()
    ):
        raise Unsure


def may_fit(name: str, dialect: Dialect) -> bool:
    """Whether the whole table may fit in memory when its first rows tell; what was read is measured."""
    cells = [cell for row in dialect.rows[:EXAMINED_ROWS] for cell in row]
    frame_bytes = sum(VALUE_BYTES + (0 if is_data(cell) else len(cell)) for cell in cells)
    times = os.path.getsize(name) / max(1, sum(len(cell) + 1 for cell in cells))
    return memory.fits(frame_bytes * times / DOUBT, len(cells) * times)


def _read(name: str, options: Options) -> Loaded | None:
    """Options and frame; None where pandas refuses or takes the first cells for names of the rows."""
    frame = try_run(expression(name, options))
    return None if frame is None or has_own_index(frame) else (options, frame)


def _read_longer(name: str, layout: Layout, start: int) -> tuple[Loaded | None, CellCounts]:
    """The same for a table with rows longer than the first, which pandas refuses unless it is told, and what was counted of it."""
    counts = count_cells(name, start, layout.dialect, each_line=True)
    options = table_options(layout, Census.of_uneven(name, counts.uneven, {}))
    return (_read(name, options) if counts.uneven.longer else None), counts


def _typed(name: str, dialect: Dialect, texts: Loaded) -> tuple[Options, pd.DataFrame, str, list[str]]:
    """Options, frame, step and notes, with dates and with numbers of other styles."""
    dated, frame = with_date_values(texts[1])
    options, frame = with_number_style(name, dialect, ({**texts[0], **dated}, frame))
    if placeholders(frame):
        raise Unsure
    step, frame, notes = with_amounts(frame)
    end, totals = table_end(frame)
    if end != len(frame):
        raise Unsure
    return options, frame, step, notes + totals


def _missing(described: Description, frame: pd.DataFrame) -> int:
    columns = objects_in(described['columns'])
    return sum(count_in(column, 'nullCount') for column in columns) + int(
        frame.iloc[:, len(columns) :].isna().to_numpy().sum()
    )
