"""Describes .txt, .md and .log files: encoding, size in lines and words, outline, preview."""

import re
from pathlib import Path

from describers.dialect import detect_dialect
from describers.loading import open_text, run
from describers.plain import clean_text
from describers.problem import FileProblem
from describers.text_encoding import detect_encoding

PREVIEW = 400
MAX_HEADINGS = 20
HEADING = re.compile(r' {0,3}#{1,6}[ \t]+(.*)')
FENCE = re.compile(r' {0,3}(```|~~~)')
WORD = re.compile(r'\S+')
DELIMITER_NAMES = {'\t': 'tabs', ';': 'semicolons', '|': 'vertical bars', ',': 'commas'}


def describe(name, file_type):
    """The text is read once with the `load` expression that is reported."""
    encoding = detect_encoding(Path(name).read_bytes())
    expression = f'{open_text(name, encoding)}.read()'
    text = run(expression)
    if not text.strip():
        raise FileProblem('holds only blank space; check that the right file was given')
    lines = text.count('\n') + (not text.endswith('\n'))
    return {
        'type': file_type,
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'lineCount': lines,
        'wordCount': sum(1 for _ in WORD.finditer(text)),
        'headings': _headings(text) if file_type == 'md' else [],
        'textPreview': _preview(text),
        'load': expression,
        'warnings': encoding.warnings() + _table_warning(text, file_type),
    }


def _preview(text):
    """The first lines as lines: how a log is laid out is what a program must know."""
    lines = text[:PREVIEW].rstrip().splitlines()
    return '\n'.join(clean_text(line, PREVIEW) for line in lines)


def _headings(text):
    found, fenced = [], False
    for line in text.splitlines():
        if FENCE.match(line):
            fenced = not fenced
        match = None if fenced else HEADING.match(line)
        if match and match[1].strip():
            found.append(clean_text(match[1].rstrip('# \t'), 80))
        if len(found) == MAX_HEADINGS:
            break
    return found


def _table_warning(text, file_type):
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
