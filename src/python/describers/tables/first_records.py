"""Looks at the first records of a delimited file, which mostly tell how the others are laid out."""

import os
import re

from describers.encoding.text_encoding import detect_encoding
from describers.tables.dialect import detect_dialect
from describers.tables.layout import Layout
from describers.tables.placement.rows_below import MAX_BELOW, rows_below
from describers.tables.record_blocks import Unsure, data_start, whole_records

FIRST = 1 << 16  # bytes
LAST = 1 << 14
# Encodings in which the byte of an ASCII character never is a part of another one.
BYTEWISE = re.compile(r'utf-8|ascii|latin|iso8859|cp125|koi8|mac')


def first_records(name: str) -> bytes:
    """Bytes of whole records; raises Unsure where there are none."""
    with open(name, 'rb') as file:
        return whole_records(file.read(FIRST))


def layout_of_first(name: str, preferred: str) -> Layout:
    """Encoding and dialect of the first records; raises Unsure where the others have to be asked, too.

    They tell an encoding that is not UTF-8, and the delimiter where lines above the table have another number of them.
    """
    records = first_records(name)
    encoding = detect_encoding(records)
    if not encoding.codec.startswith('utf-8') or encoding.errors != 'strict':
        raise Unsure
    dialect = detect_dialect(encoding.decode(records), preferred)
    if dialect.placement.skipped:
        raise Unsure
    return Layout(encoding, dialect)


def first_offset(name: str, layout: Layout) -> int:
    """Where the first data record begins; raises Unsure where bytes do not tell how pandas divides the text into cells."""
    encoding, dialect = layout.encoding, layout.dialect
    if (
        dialect.width < 2
        or not dialect.separation.is_plain
        or not BYTEWISE.match(encoding.codec)
        or encoding.errors != 'strict'
        or dialect.space_after
        or dialect.placement.further
        or len(dialect.placement.columns) < dialect.width
    ):
        raise Unsure
    records = first_records(name)
    if dialect.placement.skipped and records.count(b'\r') != records.count(b'\r\n'):
        raise Unsure  # pandas does not count blank lines among the skipped ones where a carriage return alone ends a line
    return data_start(dialect, encoding.decode(records), encoding.codec)


def refuse_notes_below(name: str, layout: Layout) -> None:
    """Raises Unsure where the file seems to end with notes below its table."""
    dialect = layout.dialect
    with open(name, 'rb') as file:
        file.seek(max(0, os.path.getsize(name) - LAST))
        text = file.read().decode(layout.encoding.codec, 'replace')
    rows = dialect.separation.rows(text, LAST)[1:]
    if rows_below(rows[-2 * MAX_BELOW :], dialect.placement.kinds, dialect.width):
        raise Unsure
