"""Reads a large delimited file once, as its first rows promise, and proves that all of its rows keep the promise."""

from concurrent.futures import ThreadPoolExecutor

from describers.loading import run, try_run
from describers.tables.cell_counts import count_cells
from describers.tables.cell_texts import holds_codes, null_words
from describers.tables.census import Census
from describers.tables.codes import MAX_DIGITS, MAX_EXACT, only_digits
from describers.tables.date_values import date_values
from describers.tables.dates import date_formats
from describers.tables.freed_memory import keep_freed_memory
from describers.tables.read_table import Table, expression, has_own_index, with_number_style
from describers.tables.record_blocks import Unsure
from describers.tables.table import describe_column, describe_table
from describers.tables.table_end import table_end

DATE_OPTIONS, STYLE_OPTIONS = ('parse_dates', 'date_format'), ('decimal', 'thousands')
PLAIN_OPTIONS = {'sep', 'encoding', 'skiprows', 'header', 'names', 'dtype', *DATE_OPTIONS, *STYLE_OPTIONS}
KINDS = ('int64', 'float64', 'bool', 'str', 'datetime64[us]')
THREADS = 2
PROOF_ROWS = 100


def large_table(name, dialect, head, start):
    """The Table and the fields of its description; `head` is the Table of the first records, which begin at offset `start`.

    Raises Unsure where the file has to be looked at as a small one is.
    """
    _check_head(head)
    keep_freed_memory()
    with ThreadPoolExecutor(THREADS) as threads:
        texts = _read_texts(name, head)
        counting = threads.submit(count_cells, name, start, dialect)
        frame = _typed(name, dialect, texts, head)
        _check_promises(frame, head)
        described = describe_table(frame, each=threads.map)
        counts = counting.result()
    _check_ranges(described, frame)
    if counts.delimiters != len(frame) * (frame.shape[1] - 1):
        raise Unsure  # some row is short: longer ones pandas has refused
    if holds_codes(name, head.options, frame, counts.zeros):
        raise Unsure
    words = null_words(name, head.options, frame) if _missing(described, frame) != counts.empty else {}
    run(expression(name, {**head.options, 'nrows': PROOF_ROWS}))
    return Table(head.options, frame, Census.regular(words), []), described


def _check_head(head):
    undecided = [label for label in date_formats(head.frame) if label not in head.options.get('parse_dates', ())]
    plain = head.options.keys() <= PLAIN_OPTIONS and all(str(dtype) in KINDS for dtype in head.frame.dtypes)
    if undecided or not plain or head.frame.shape[1] < 2:
        raise Unsure


def _read_texts(name, head):
    """Options and frame that `load` gives with dates and numbers of other styles as text, which pandas reads with all cores."""
    options = {key: value for key, value in head.options.items() if key not in (*DATE_OPTIONS, *STYLE_OPTIONS)}
    if any(key in head.options for key in STYLE_OPTIONS):
        # A style must not be tried on dates. Elsewhere pandas finds out faster that they are text than it obeys.
        dates = dict.fromkeys(head.options.get('parse_dates', ()), 'str')
        options['dtype'] = {**options.get('dtype', {}), **dates}
    frame = try_run(expression(name, options))
    if frame is None or has_own_index(frame):
        raise Unsure
    return options, frame


def _typed(name, dialect, texts, head):
    styled, frame = with_number_style(name, dialect, texts)
    if any(styled.get(key) != head.options.get(key) for key in STYLE_OPTIONS):
        raise Unsure
    formats = head.options.get('date_format', {})
    for label in head.options.get('parse_dates', ()):
        frame[label] = date_values(frame[label], formats.get(label, 'ISO8601'))
    return frame


def _check_promises(frame, head):
    """Raises Unsure for a column that is not what its first cells are, and for a row of totals at the end."""
    changes = [(str(one), str(other)) for one, other in zip(head.frame.dtypes, frame.dtypes) if one != other]
    if any(change != ('int64', 'float64') for change in changes):
        raise Unsure
    if not all(only_digits(frame[label]) for label in head.options.get('dtype', ())):
        raise Unsure
    if table_end(frame) != (len(frame), []):
        raise Unsure


def _check_ranges(described, frame):
    """Raises Unsure for numbers with a point that may be codes, longer than a float can tell."""
    for at, dtype in enumerate(frame.dtypes):
        if dtype == 'float64':
            column = described['columns'][at] if at < len(described['columns']) else describe_column(frame.iloc[:, at], '', 0)
            ends = [abs(end) for end in (column.get('min'), column.get('max')) if isinstance(end, float)]
            if MAX_EXACT < max(ends, default=0) < MAX_DIGITS:
                raise Unsure


def _missing(described, frame):
    columns = described['columns']
    return sum(column['nullCount'] for column in columns) + int(frame.iloc[:, len(columns) :].isna().to_numpy().sum())
