"""Finds the record in which a file was cut off inside its quotes, as an interrupted download is."""

from describers.tables.dialect import Dialect
from describers.tables.record_blocks import Unsure, check_quotes, whole_records

MAX_RECORD = 1 << 20
MAX_LINES = 50


def before_cut_record(data: bytes, dialect: Dialect) -> bytes | None:
    """The whole records before it, or None where the last quote stands there by mistake: then more records may follow it."""
    try:
        before = whole_records(data)
        check_quotes(before, dialect.delimiter)
    except Unsure:
        return None
    rest = data[len(before) :]
    if rest.count(b'"') % 2 == 0 or len(rest) > MAX_RECORD:
        return None
    others = rest.decode('latin-1').splitlines()[1:]
    if len(others) > MAX_LINES or any(line.count(dialect.delimiter) >= dialect.width - 1 for line in others):
        return None
    return before
