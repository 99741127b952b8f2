"""Describes .csv and .tsv files: dialect, columns as pandas reads them, ragged rows."""

import os
import tempfile
from collections import Counter
from typing import NamedTuple

from pandas.api import types

from describers.tables import chunked_table

from describers import memory
from describers.tables.census import Census
from describers.tables.dates import ambiguous_warning, date_formats
from describers.tables.dialect import SAMPLE_CHARACTERS, detect_dialect
from describers.text.file_encoding import file_encoding
from describers.tables.large_table import data_start, whole_table
from describers.loading import run
from describers.plain import clean_text
from describers.problem import FileProblem
from describers.tables.read_table import Table, expression, has_own_index, read_table
from describers.tables.record_blocks import Unsure, first_records
from describers.tables.subtotals import subtotal_rows
from describers.tables.table import describe_table, name_warnings
from describers.tables.table_doubts import table_doubts
from describers.text.text_encoding import detect_encoding

LARGE = 2 << 20
HEAD = 4 * SAMPLE_CHARACTERS  # bytes, in the widest encoding
MAX_NOTED = 5
MAX_TOTALLED = 100_000  # rows among which totals are looked for


class Look(NamedTuple):
    """All that is known of a file before it is put into words."""

    encoding: NamedTuple
    dialect: NamedTuple
    table: Table
    """Of the whole file, or of its beginning."""
    load: str
    described: dict
    """The fields of the table."""
    notes: list = []


def describe(name, file_type):
    """Every field is what pandas gives for the reported `load`, found without pandas where that is faster."""
    preferred = '\t' if file_type == 'tsv' else ','
    if os.path.getsize(name) <= LARGE:
        return _in_words(_look_at_all(name, _layout(name, preferred)))
    try:
        return _in_words(_look_fast(name, preferred))
    except Unsure:
        layout = _layout(name, preferred)
    head = _head_table(name, *layout)
    cells = head.frame.size * os.path.getsize(name) // HEAD
    if memory.fits(int(head.frame.memory_usage(index=False).sum()) * os.path.getsize(name) // HEAD, cells):
        return _in_words(_look_at_all(name, layout))
    return _in_words(_look_by_chunks(name, layout, head))


def _layout(name, preferred):
    encoding = file_encoding(name)
    with open(name, 'rb') as file:
        dialect = detect_dialect(encoding.decode(file.read(HEAD)), preferred)
    if not dialect.rows:
        raise FileProblem('holds no rows, only blank lines; check that the right file was given')
    return encoding, dialect


def _look_at_all(name, layout):
    table = read_table(name, *layout)
    totals = subtotal_rows(table.frame) if len(table.frame) <= MAX_TOTALLED and not has_own_index(table.frame) else []
    notes = [f'Rows of totals inside the table: {len(totals)}; leave them out of sums, means and counts.'] if totals else []
    return Look(*layout, table, expression(name, table.options), describe_table(table.frame), notes)


def _look_fast(name, preferred):
    """Raises Unsure for a file that is not UTF-8, ragged, or otherwise not what its first rows promise."""
    with open(name, 'rb') as file:
        records = first_records(file.read(SAMPLE_CHARACTERS))
    encoding = detect_encoding(records)
    text = encoding.decode(records)
    dialect = detect_dialect(text, preferred)
    if encoding.codec not in ('utf-8', 'utf-8-sig') or encoding.errors != 'strict' or dialect.space_after or dialect.units:
        raise Unsure
    start = data_start(dialect, text, 3 if encoding.codec == 'utf-8-sig' else 0)
    head, whole = whole_table(name, start, dialect, lambda: _even_head(records, encoding, dialect))
    words = {at: total.words for at, total in enumerate(whole.columns) if total.words}
    table = Table(head.options, whole.retyped(head.frame), Census.regular(words), [])
    size = sum(total.frame_bytes(whole.rows) for total in whole.columns)
    if memory.fits(size, whole.rows * len(whole.columns)):
        load = expression(name, head.options)
        run(expression(name, {**head.options, 'nrows': 100}))
        notes = []
    else:
        load = chunked_table.chunked(name, whole.pinned(head), whole.rows, os.path.getsize(name))
        notes = [chunked_table.CHUNKS]
    return Look(encoding, dialect, table, load, whole.described(table.frame), notes)


def _even_head(records, encoding, dialect):
    head = _read_part(records, encoding, dialect)
    if head.notes or head.census.ragged or head.census.longer:
        raise Unsure
    return head


def _look_by_chunks(name, layout, head):
    table, load, described = chunked_table.read_by_chunks(name, layout, head)
    return Look(*layout, table, load, described, [chunked_table.CHUNKS])


def _head_table(name, encoding, dialect):
    with open(name, 'rb') as file:
        data = file.read(HEAD)
    return _read_part(data[: data.rfind(b'\n') + 1] or data, encoding, dialect)


def _read_part(records, encoding, dialect):
    with tempfile.NamedTemporaryFile() as part:
        part.write(records)
        part.flush()
        return read_table(part.name, encoding, dialect)


def _in_words(look):
    encoding, dialect, table = look.encoding, look.dialect, look.table
    formats = {label: found for label, found in date_formats(table.frame).items() if len(found) > 1}
    ambiguous = [ambiguous_warning(label, found) for label, found in formats.items()]
    words = _null_word_warnings(table.frame, table.census) + table_doubts(dialect, table.frame)
    return {
        'type': 'tsv' if dialect.delimiter == '\t' else 'csv',
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'delimiter': dialect.delimiter,
        'hasHeader': dialect.has_header,
        'raggedRows': table.census.ragged,
        'load': look.load,
        **look.described,
        'warnings': encoding.warnings() + look.notes + table.notes + ambiguous + words
        + _layout_warnings(dialect, table.census) + name_warnings(table.frame),
    }


def _null_word_warnings(frame, census):
    found = []
    if has_own_index(frame):
        return found
    for position, words in sorted(census.null_words.items()):
        if position < frame.shape[1] and types.is_string_dtype(frame.dtypes.iloc[position]) and len(found) < MAX_NOTED:
            label = clean_text(str(frame.columns[position]))
            listed = ' and '.join(f'"{word}"' for word in sorted(words))
            found.append(
                f'Column "{label}": pandas reads the text {listed} as missing; where it is a value, '
                "add keep_default_na=False, na_values=[''] to `load`."
            )
    return found


def _layout_warnings(dialect, census):
    found = []
    if census.holds_nul:
        found.append('The file holds NUL characters; pandas drops them or ends the cell there.')
    if dialect.units:
        listed = ', '.join(f'"{clean_text(unit, 20)}"' for unit in dialect.units[:3])
        found.append(f'The row below the header holds units ({listed}) and no data; `load` skips it.')
    if dialect.skipped:
        found.append(f'Lines above the table, skipped by `load`: {dialect.skipped}.')
    if not dialect.has_header:
        found.append('The file has no header row; `load` names the columns column_1, column_2, …')
    repeated = [label for label, count in Counter(dialect.rows[0]).items() if count > 1 and label]
    if dialect.has_header and repeated:
        found.append('Some column names repeat; pandas adds ".1", ".2" to the later ones.')
    if census.longer and not census.all_one_longer:
        kind = 'empty fields' if census.empty_tail else 'fields'
        found.append(f'Rows longer than the first row: {census.longer}; `load` drops the {kind} past its width.')
    if census.ragged:
        found.append(f'Ragged rows: {census.ragged}; the first is line {census.first_ragged_line}.')
    return found
