"""Finds out what a text is whose name doesn't tell: a table, a log, or lines of text."""

from describers.base.description import Description
from describers.base.other_type import OtherType
from describers.encoding.file_encoding import file_encoding
from describers.tables.dialect import Dialect, detect_dialect
from describers.tables.placement.kinds import Kind, is_blank, kind_of
from describers.tables.space_table import describe_spaced, looks_spaced
from describers.text.log_patterns import best_pattern

HEAD = 1 << 16
SAMPLE_LINES = 200
EVEN = 0.95
FILLED = 0.5
MAX_CELL = 120


def describe(name: str, file_type: str) -> Description:
    """Nothing is read as a table that is not one in nearly every line."""
    encoding = file_encoding(name)
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        sample = file.read(HEAD)
    lines = [line for line in sample.splitlines()[:SAMPLE_LINES] if line.strip()]
    if best_pattern(lines) is not None or (len(lines) > 1 and all(line.startswith('{"') for line in lines[:-1])):
        raise OtherType('log')
    if looks_spaced(sample) and len(lines) > 2:
        return describe_spaced(name, sample, encoding)
    dialect = detect_dialect(sample, ',')
    if _is_table(dialect):
        raise OtherType('tsv' if dialect.delimiter == '\t' else 'csv')
    raise OtherType('txt')


def _is_table(dialect: Dialect) -> bool:
    """Records of one width, several of whose fields are filled, and short ones or numbers in some column."""
    rows = dialect.rows
    even = [row for row in rows if len(row) == dialect.width]
    if dialect.width < 2 or len(rows) < 2 or len(even) < EVEN * len(rows):
        return False
    columns = list(zip(*even, strict=True))
    filled = [column for column in columns if sum(map(is_blank, column)) <= FILLED * len(column)]
    if len(filled) < 2 or any(len(cell) > MAX_CELL for cell in even[0]):
        return False
    return any(_is_typed(column[1:]) for column in filled) or (len(filled) > 2 and len(rows) > 2)


def _is_typed(cells: tuple[str, ...]) -> bool:
    kinds = {kind_of(cell) for cell in cells} - {Kind.EMPTY}
    return bool(kinds) and Kind.TEXT not in kinds
