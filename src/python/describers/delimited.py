"""Describes .csv and .tsv files: dialect, columns as pandas reads them, ragged rows."""

from collections import Counter
from pathlib import Path

import pandas as pd
from pandas.api import types

from describers import number_style
from describers.census import take_census
from describers.codes import code_columns, only_digits
from describers.dates import ambiguous_warning, date_formats, is_date_column
from describers.dialect import SAMPLE_CHARACTERS, detect_dialect
from describers.loading import Expression, call, run, try_run
from describers.plain import clean_text
from describers.problem import FileProblem
from describers.table import describe_table, name_warnings
from describers.table_end import table_end
from describers.text_encoding import detect_encoding

QUOTE_NONE = 3
MAX_NOTED = 5


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
    options, frame = _with_texts(name, (options, frame), census)
    (options, frame), notes = _typed(name, dialect, (options, frame), census)
    warnings.extend(notes)
    ambiguous = [ambiguous_warning(label, found) for label, found in date_formats(frame).items() if len(found) > 1]
    warnings.extend(ambiguous + _null_word_warnings(frame, census))
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
    return options


def _expression(name, options):
    return call('pd.read_csv', name, **options)


def _load(name, options, warnings):
    remedies = [
        ({}, None),
        ({'low_memory': False}, 'Some columns mix numbers and text.'),
        ({'quoting': QUOTE_NONE}, 'A quotation mark is never closed; quotes are read as ordinary characters.'),
    ]
    for extra, warning in remedies:
        attempt = {**options, **extra}
        frame = try_run(_expression(name, attempt))
        if frame is not None and frame.index.nlevels > 1:
            attempt['index_col'] = False  # many fields too many are damage, not an index
            frame = try_run(_expression(name, attempt))
        if frame is not None:
            warnings.extend([warning] if warning else [])
            if _has_own_index(frame):
                warnings.append('The rows have one field more than the header; pandas takes the first as the index.')
            return attempt, frame
    try:
        run(_expression(name, options))
    except Exception as error:
        reason = str(error)[:200]
        raise FileProblem(f'can\'t be read as a table ({reason}); check its delimiter and quotes') from error


def _with_texts(name, loaded, census):
    options, frame = loaded
    labels = [] if _has_own_index(frame) else code_columns(frame, census.zero_columns)
    texts = try_run(_expression(name, {**options, 'dtype': dict.fromkeys(labels, 'str')})) if labels else None
    kept = {} if texts is None else {label: 'str' for label in labels if only_digits(texts[label])}
    if not kept:
        return loaded
    options = {**options, 'dtype': kept}
    return options, run(_expression(name, options))


def _has_own_index(frame):
    """Whether pandas took the first field of each row for the index."""
    return not frame.index.equals(pd.RangeIndex(len(frame)))


def _typed(name, dialect, loaded, census):
    """Dates and numbers are found once more without the rows below the table."""
    options, frame = _number_style(name, dialect, _parse_dates(name, loaded))
    end, notes = table_end(frame, census.notes_below)
    if end == len(frame):
        return (options, frame), notes
    shorter = {**loaded[0], 'nrows': end}
    cut = try_run(_expression(name, shorter))
    if cut is None:
        return (options, frame), []
    return _number_style(name, dialect, _parse_dates(name, (shorter, cut))), notes


def _number_style(name, dialect, loaded):
    options, frame = loaded
    rows = dialect.rows[1:] if dialect.has_header else dialect.rows
    for pattern, extra in number_style.number_styles(frame, dialect.delimiter):
        attempt = {**options, **extra}
        styled = try_run(_expression(name, attempt))
        if styled is not None and number_style.changes_only_numbers(frame, styled, rows, pattern):
            return attempt, styled
    return loaded


def _parse_dates(name, loaded):
    options, frame = loaded
    formats = date_formats(frame)
    sure = {label: found[0] for label, found in formats.items() if len(found) == 1}
    for chosen in (sure, {label: form for label, form in sure.items() if form == 'ISO8601'}):
        other = {label: form for label, form in chosen.items() if form != 'ISO8601'}
        extra = {'parse_dates': list(chosen), **({'date_format': other} if other else {})}
        parsed = try_run(_expression(name, {**options, **extra})) if chosen else None
        if parsed is not None and all(is_date_column(parsed, label) for label in chosen):
            return {**options, **extra}, parsed
    return loaded


def _null_word_warnings(frame, census):
    found = []
    if _has_own_index(frame):
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
