"""Describes a text whose columns are separated by blanks, as measuring devices and Fortran programs write them."""

import re

from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.problem import FileProblem
from describers.encoding.text_encoding import Encoding
from describers.tables.placement.kinds import Kind, is_data, kind_of
from describers.tables.table import describe_table, name_warnings
from describers.tables.table_options import Options

MAX_LINES = 1_000
COMMENTS = '#%!;'
MIN_EVEN = 0.95


def looks_spaced(text: str) -> bool:
    """Whether nearly all lines have the same number of fields, at least two, mostly numbers."""
    rows = _rows(text)
    if len(rows) < 2 or len(rows[-1]) < 2:
        return False
    width = len(rows[-1])
    even = sum(len(row) == width for row in rows)
    numbers = sum(kind_of(field) is Kind.NUMBER for row in rows[1:] for field in row)
    return even >= MIN_EVEN * len(rows) and numbers >= 0.5 * sum(len(row) for row in rows[1:])


def describe_spaced(name: str, text: str, encoding: Encoding) -> Description:
    """`load` was run; the fields are those of a delimited file."""
    rows = _rows(text)
    has_header = not any(is_data(field) for field in rows[0])
    options: Options = {'sep': r'\s+'}
    comment = next((line[0] for line in text.splitlines() if line[:1] in COMMENTS and line.strip()), None)
    if comment:
        options['comment'] = comment
    if not has_header:
        options |= {'header': None, 'names': [f'column_{at}' for at in range(1, len(rows[-1]) + 1)]}
    if encoding.codec != 'utf-8':
        options['encoding'] = encoding.codec
    load = call('pd.read_csv', name, **options)
    try:
        frame = run(load)
    except (ValueError, UnicodeError) as error:
        raise FileProblem(f"can't be read as a table ({str(error)[:150]}); check its columns") from error
    warnings = encoding.warnings() + name_warnings(frame)
    if comment:
        notes = [line[1:].strip() for line in text.splitlines() if line.startswith(comment)]
        warnings.append(f'Lines that begin with "{comment}" are skipped: {len(notes)}.')
    if not has_header:
        warnings.append('The file has no header row; `load` names the columns column_1, column_2, …')
    return {
        'type': 'csv',
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'delimiter': r'\s+',
        'hasHeader': has_header,
        'raggedRows': 0,
        'load': load,
        **describe_table(frame),
        'warnings': warnings,
    }


def _rows(text: str) -> list[list[str]]:
    lines = (line.strip() for line in text.splitlines()[:MAX_LINES])
    return [re.split(r'\s+', line) for line in lines if line and line[0] not in COMMENTS]
