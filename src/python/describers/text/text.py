"""Describes .txt and .md files: encoding, size in lines and words, outline, preview."""

from describers.base.description import Description
from describers.outlines.outline import headings_of
from describers.tables.dialect import detect_dialect
from describers.text.read_text import read_text

DELIMITER_NAMES = {'\t': 'tabs', ';': 'semicolons', '|': 'vertical bars', ',': 'commas'}


def describe(name: str, file_type: str) -> Description:
    """A text that is too large for memory is read in blocks, and `load` then only opens it."""
    text = read_text(name)
    head = text.scan.head
    return {
        **text.fields(file_type, *headings_of(head, file_type)),
        'load': text.load,
        'warnings': text.warnings() + _table_warning(head, file_type),
    }


def _table_warning(text: str, file_type: str) -> list[str]:
    if file_type != 'txt':
        return []
    dialect = detect_dialect(text, '\t')
    even = sum(len(row) == dialect.width for row in dialect.rows)
    if dialect.width < 2 or len(dialect.rows) < 3 or even < 0.95 * len(dialect.rows):
        return []
    marks = DELIMITER_NAMES.get(dialect.delimiter, f'{dialect.delimiter!r}')
    fitting = f'pd.read_csv(..., sep={dialect.delimiter!r}) may fit better.'
    return [f'The text looks like a table with {dialect.width} columns separated by {marks}: {fitting}']
