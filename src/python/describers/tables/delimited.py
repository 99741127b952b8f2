"""Describes .csv and .tsv files: dialect, columns as pandas reads them, ragged rows."""

import os
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

import pandas as pd
from pandas.api import types

from describers.base import memory
from describers.base.description import Description, count_in, objects_in, texts_in
from describers.base.plain import clean_text
from describers.tables import chunked_table
from describers.tables.census import Census
from describers.tables.dates import ambiguous_warning, date_formats
from describers.tables.delimiter import possible_delimiter
from describers.tables.described_table import DescribedTable, several_note
from describers.tables.dialect import Dialect
from describers.tables.first_records import layout_of_first
from describers.tables.large_table import large_table, may_fit
from describers.tables.layout import HEAD, Layout, layout_of, layouts_of
from describers.tables.placement.notes import placement_notes
from describers.tables.read_table import NEVER_CLOSED, Table, has_own_index, read_table
from describers.tables.record_blocks import Unsure, whole_records
from describers.tables.serial_dates import serial_date_notes
from describers.tables.subtotals import subtotal_rows
from describers.tables.table import describe_table, name_warnings
from describers.tables.table_doubts import table_doubts
from describers.tables.table_options import expression

P = ParamSpec('P')
T = TypeVar('T')
LARGE = 2 << 20
MAX_NOTED = 5
MAX_TOTALLED = 100_000  # rows among which totals are looked for


@dataclass(frozen=True)
class Look:
    """All that is known of a file before it is put into words."""

    layout: Layout
    table: Table
    """Of the whole file, or of its beginning."""
    load: str
    described: Description
    """The fields of the table."""
    notes: list[str] = field(default_factory=list)


def describe(name: str, file_type: str) -> Description:
    """Every field is what pandas gives for the reported `load`."""
    preferred = '\t' if file_type == 'tsv' else ','
    if os.path.getsize(name) <= LARGE:
        return _several_in_words([_look_at_all(name, layout) for layout in layouts_of(name, preferred)])
    return _in_words(_look_at_large(name, preferred))


def _look_at_large(name: str, preferred: str) -> Look:
    """Quick ways come first; what they can't be sure of is looked at cell by cell, and what does not fit into memory in chunks."""
    look, first = None, _sure(layout_of_first, name, preferred)
    if first is not None and may_fit(name, first.dialect):
        # Rows of other widths may mean that the first records told wrong.
        look = _sure(_look_fast, name, first, only_even=True)
    if look is None:
        layout = layout_of(name, preferred)
        head = _head_table(name, layout)
        if memory.fits_as(head.frame, HEAD, name):
            look = _sure(_look_fast, name, layout) or _sure(_look_at_all, name, layout)
    return look or _look_by_chunks(name, layout, head)


def _sure(look: Callable[P, T], *arguments: P.args, **options: P.kwargs) -> T | None:
    """What it gives, or None where it is not sure or there is too little memory for it."""
    try:
        return look(*arguments, **options)
    except (Unsure, MemoryError):
        return None


def _look_at_all(name: str, layout: Layout) -> Look:
    table = read_table(name, layout)
    return _look(name, layout, table, describe_table(table.frame))


def _look_fast(name: str, layout: Layout, only_even: bool = False) -> Look:
    """Raises Unsure for a file that has to be looked at cell by cell."""
    return _look(name, layout, *large_table(name, layout, only_even))


def _look(name: str, layout: Layout, table: Table, described: Description) -> Look:
    return Look(layout, table, expression(name, table.options) + table.step, described, _total_notes(table.frame))


def _total_notes(frame: pd.DataFrame) -> list[str]:
    if len(frame) > MAX_TOTALLED or has_own_index(frame):
        return []
    totals = len(subtotal_rows(frame))
    return [f'Rows of totals inside the table: {totals}; leave them out of sums, means and counts.'] if totals else []


def _look_by_chunks(name: str, layout: Layout, head: Table) -> Look:
    table, load, described = chunked_table.read_by_chunks(name, layout, head)
    return Look(layout, table, load, described, [chunked_table.CHUNKS])


def _head_table(name: str, layout: Layout) -> Table:
    with open(name, 'rb') as file:
        records = _whole(file.read(HEAD), layout)
    with tempfile.NamedTemporaryFile() as part:
        part.write(records)
        part.flush()
        return read_table(part.name, layout)


def _whole(data: bytes, layout: Layout) -> bytes:
    encoding, separation = layout.encoding, layout.dialect.separation
    if not separation.is_plain:
        return separation.whole_records(encoding.decode(data)).encode(encoding.codec, 'replace')
    try:
        return whole_records(data)
    except Unsure:
        return data


def _several_in_words(looks: list[Look]) -> Description:
    """The table with the most rows is the one that is described; the others stand beside it."""
    main = max(looks, key=lambda look: count_in(look.described, 'rowCount'))
    described = _in_words(main)
    if len(looks) == 1:
        return described
    tables = [_described(look) for look in looks if look is not main]
    several = several_note(len(looks), _place(main))
    return {
        **described,
        'furtherTables': [table.further() for table in tables],
        'warnings': [several, *texts_in(described['warnings'])],
    }


def _described(look: Look) -> DescribedTable:
    above = look.layout.dialect.placement.above
    return DescribedTable(above[-1] if above else '', _place(look), look.load, look.described, _notes(look))


def _place(look: Look) -> str:
    placement, census = look.layout.dialect.placement, look.table.census
    first = placement.first if placement.header_row is None else placement.header_row
    return f'lines {first + 1} to {placement.first + census.rows + len(census.left_out)}'


def _in_words(look: Look) -> Description:
    encoding, dialect, table = look.layout.encoding, look.layout.dialect, look.table
    return {
        'type': 'tsv' if dialect.delimiter == '\t' else 'csv',
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'delimiter': dialect.delimiter,
        'hasHeader': dialect.has_header,
        'raggedRows': table.census.ragged,
        'load': look.load,
        **look.described,
        'warnings': encoding.warnings() + _notes(look),
    }


def _notes(look: Look) -> list[str]:
    dialect, table = look.layout.dialect, look.table
    formats = {label: found for label, found in date_formats(table.frame).items() if len(found) > 1}
    return [
        *look.notes,
        *table.notes,
        *(ambiguous_warning(label, found) for label, found in formats.items()),
        *_null_word_warnings(look),
        *serial_date_notes(table.frame),
        *table_doubts(dialect, table.frame, 'thousands' in table.options),
        *_layout_warnings(dialect, table.census),
        *name_warnings(table.frame),
    ]


def _null_word_warnings(look: Look) -> list[str]:
    frame, columns = look.table.frame, objects_in(look.described['columns'])
    found: list[str] = []
    if has_own_index(frame) or 'keep_default_na' in look.table.options:
        return found
    for position, words in sorted(look.table.census.null_words.items()):
        is_missed = position < len(columns) and columns[position]['nullCount'] != 0
        if is_missed and types.is_string_dtype(frame.dtypes.iloc[position]) and len(found) < MAX_NOTED:
            label = clean_text(str(frame.columns[position]))
            listed = ' and '.join(f'"{word}"' for word in sorted(words))
            found.append(
                f'Column "{label}": pandas reads the text {listed} as missing; where it is a value, '
                "add keep_default_na=False, na_values=[''] to `load`."
            )
    return found


def _layout_warnings(dialect: Dialect, census: Census) -> list[str]:
    found = []
    if census.holds_nul:
        found.append('The file holds NUL characters; pandas drops them or ends the cell there.')
    if not dialect.separation.quote:
        found.append(NEVER_CLOSED)
    if dialect.separation.repairs:
        lines = ', '.join(str(repair.line) for repair in dialect.separation.repairs)
        found.append(f'A quotation mark that is never closed is left out by `load` in line {lines}; look at its row.')
    mark = possible_delimiter(dialect.rows) if dialect.width == 1 and dialect.has_header else None
    if mark:
        found.append(
            f'The table seems to have one column only; if {mark!r} divides its cells, add sep={mark!r} to `load`.'
        )
    found.extend(placement_notes(dialect.placement, census.left_out, census.below))
    repeated = [label for label, count in Counter(dialect.rows[0]).items() if count > 1 and label]
    if dialect.placement.header is not None and repeated:
        found.append('Some column names repeat; pandas adds ".1", ".2" to the later ones.')
    if census.longer and not census.all_one_longer:
        kind = 'empty fields' if census.empty_tail else 'fields'
        found.append(f'Rows longer than the first row: {census.longer}; `load` drops the {kind} past its width.')
    if census.ragged:
        found.append(f'Ragged rows: {census.ragged}; the first is line {census.first_ragged_line}.')
    return found
