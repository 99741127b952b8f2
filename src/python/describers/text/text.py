"""Describes .txt and .md files: encoding, size in lines and words, outline, preview."""

from describers.base.description import Description
from describers.base.plain import preview
from describers.encoding.file_encoding import file_encoding
from describers.outlines.outline import headings_of
from describers.tables.dialect import detect_dialect
from describers.text.text_scan import scan_and_load

DELIMITER_NAMES = {'\t': 'tabs', ';': 'semicolons', '|': 'vertical bars', ',': 'commas'}


def describe(name: str, file_type: str) -> Description:
    """A text that is too large for memory is read in blocks, and `load` then only opens it."""
    encoding = file_encoding(name)
    text, load, notes = scan_and_load(name, encoding)
    headings, omitted = headings_of(text.head, file_type)
    return {
        'type': file_type,
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'lineCount': text.lines,
        'wordCount': text.words,
        'headings': headings,
        'omittedHeadings': omitted,
        'textPreview': preview(text.head),
        'load': load,
        'warnings': encoding.warnings() + notes + _table_warning(text.head, file_type),
    }


def _table_warning(text: str, file_type: str) -> list[str]:
    if file_type != 'txt':
        return []
    dialect = detect_dialect(text, '\t')
    even = sum(len(row) == dialect.width for row in dialect.rows)
    if dialect.width < 2 or len(dialect.rows) < 3 or even < 0.95 * len(dialect.rows):
        return []
    return [
        f'The text looks like a table with {dialect.width} columns separated by '
        f'{DELIMITER_NAMES[dialect.delimiter]}: pd.read_csv(..., sep={dialect.delimiter!r}) may fit better.'
    ]
