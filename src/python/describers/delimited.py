"""Describes .csv and .tsv files: dialect, columns as pandas reads them, ragged rows."""

from collections import Counter
from pathlib import Path

import pandas as pd

from describers import number_style
from describers.census import take_census
from describers.dates import ambiguous_warning, date_formats, is_date_column
from describers.dialect import SAMPLE_CHARACTERS, detect_dialect
from describers.loading import Expression, call, run, try_run
from describers.problem import FileProblem
from describers.table import describe_table, name_warnings
from describers.text_encoding import detect_encoding

QUOTE_NONE = 3


def describe(name, file_type):
    """Every field was read with the `load` expression that is reported."""
    data = Path(name).read_bytes()
    encoding = detect_encoding(data)
    text = encoding.decode(data[: 4 * SAMPLE_CHARACTERS])
    warnings = encoding.warnings()
    if b'\0' in data and not encoding.codec.startswith(('utf-16', 'utf-32')):
        warnings.append('The file holds NUL characters; pandas drops them or ends the cell there.')
    del data
    dialect = detect_dialect(text, '\t' if file_type == 'tsv' else ',')
    if not dialect.rows:
        raise FileProblem('holds no rows, only blank lines; check that the right file was given')
    census = take_census(name, encoding, dialect)
    options = _options(encoding, dialect, census)
    options, frame = _load(name, options, warnings)
    if 'quoting' in options:
        census = take_census(name, encoding, dialect, QUOTE_NONE)
    options, frame = _parse_dates(name, (options, frame), warnings)
    options, frame = _number_style(name, dialect, (options, frame))
    return {
        'type': 'tsv' if dialect.delimiter == '\t' else 'csv',
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'delimiter': dialect.delimiter,
        'hasHeader': dialect.has_header,
        'raggedRows': census.ragged,
        'load': _expression(name, options),
        **describe_table(frame),
        'warnings': warnings + _layout_warnings(dialect, census) + name_warnings(frame),
    }


def _options(encoding, dialect, census):
    options = {}
    if dialect.delimiter != ',':
        options['sep'] = dialect.delimiter
    if encoding.codec != 'utf-8':
        options['encoding'] = encoding.codec
    if encoding.errors != 'strict':
        options['encoding_errors'] = encoding.errors
    if dialect.skipped:
        options['skiprows'] = dialect.skipped
    if not dialect.has_header:
        options['header'] = None
        options['names'] = Expression(f"[f'column_{{n}}' for n in range(1, {dialect.width + 1})]")
    if census.longer and not (census.all_one_longer and not census.empty_tail and dialect.has_header):
        options['index_col'] = False
        options['usecols'] = range(dialect.width)
    if dialect.space_after:
        options['skipinitialspace'] = True
    kept = _leading_zeros(dialect)
    if kept:
        options['dtype'] = kept
    return options


def _leading_zeros(dialect):
    """Codes such as "00501": all digits, some with a zero in front, which a number would lose."""
    if not dialect.has_header:
        return {}
    names = Counter(dialect.rows[0])
    found = {}
    for position, label in enumerate(dialect.rows[0]):
        cells = [row[position].strip() for row in dialect.rows[1:] if position < len(row) and row[position].strip()]
        zeros = any(len(cell) > 1 and cell.startswith('0') for cell in cells)
        if zeros and all(cell.isdecimal() for cell in cells) and names[label] == 1 and 0 < len(label) <= 100:
            found[label] = 'str'
    return found if len(found) <= 20 else {}


def _expression(name, options):
    return call('pd.read_csv', name, **options)


def _load(name, options, warnings):
    remedies = [
        ({}, None),
        ({'low_memory': False}, 'Some columns mix numbers and text.'),
        ({'quoting': QUOTE_NONE}, 'A quotation mark is never closed; quotes are read as ordinary characters.'),
        ({'dtype': None}, None),
    ]
    for extra, warning in remedies:
        attempt = {**options, **extra}
        frame = try_run(_expression(name, attempt))
        if frame is not None and frame.index.nlevels > 1:
            attempt['index_col'] = False  # many fields too many are damage, not an index
            frame = try_run(_expression(name, attempt))
        if frame is not None:
            warnings.extend([warning] if warning else [])
            if not isinstance(frame.index, pd.RangeIndex):
                warnings.append('The rows have one field more than the header; pandas takes the first as the index.')
            return attempt, frame
    try:
        run(_expression(name, options))
    except Exception as error:
        reason = str(error)[:200]
        raise FileProblem(f'can\'t be read as a table ({reason}); check its delimiter and quotes') from error


def _number_style(name, dialect, loaded):
    options, frame = loaded
    rows = dialect.rows[1:] if dialect.has_header else dialect.rows
    for pattern, extra in number_style.number_styles(frame, dialect.delimiter):
        attempt = {**options, **extra}
        styled = try_run(_expression(name, attempt))
        if styled is not None and number_style.changes_only_numbers(frame, styled, rows, pattern):
            return attempt, styled
    return loaded


def _parse_dates(name, loaded, warnings):
    options, frame = loaded
    formats = date_formats(frame)
    warnings.extend(ambiguous_warning(label, found) for label, found in formats.items() if len(found) > 1)
    sure = {label: found[0] for label, found in formats.items() if len(found) == 1}
    for chosen in (sure, {label: form for label, form in sure.items() if form == 'ISO8601'}):
        other = {label: form for label, form in chosen.items() if form != 'ISO8601'}
        extra = {'parse_dates': list(chosen), **({'date_format': other} if other else {})}
        parsed = try_run(_expression(name, {**options, **extra})) if chosen else None
        if parsed is not None and all(is_date_column(parsed, label) for label in chosen):
            return {**options, **extra}, parsed
    return loaded


def _layout_warnings(dialect, census):
    found = []
    if dialect.skipped:
        found.append(f'The first {dialect.skipped} lines are not part of the table; `load` skips them.')
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
