"""Reads a large delimited file once, as its first rows promise, and proves that all of its rows keep the promise."""

from concurrent.futures import ThreadPoolExecutor

from describers.loading import run, try_run
from describers.tables.cell_counts import count_cells
from describers.tables.cell_texts import holds_codes, null_words
from describers.tables.census import Census
from describers.tables.codes import MAX_EXACT, only_digits
from describers.tables.date_values import date_values
from describers.tables.dates import date_formats
from describers.tables.freed_memory import keep_freed_memory
from describers.tables.read_table import Table, expression, has_own_index, with_number_style
from describers.tables.record_blocks import Unsure
from describers.tables.table import describe_table
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
        counting = threads.submit(count_cells, name, start, dialect)
        frame = _read(name, dialect, head)
        _check_promises(frame, head)
        described = describe_table(frame, each=threads.map)
        counts = counting.result()
    if counts.delimiters != len(frame) * (frame.shape[1] - 1):
        raise Unsure  # some row is short: longer ones pandas has refused
    if holds_codes(name, head.options, frame, counts.zeros):
        raise Unsure
    missing = sum(int(frame.iloc[:, at].isna().sum()) for at in range(frame.shape[1]))
    words = null_words(name, head.options, frame) if missing != counts.empty else {}
    run(expression(name, {**head.options, 'nrows': PROOF_ROWS}))
    return Table(head.options, frame, Census.regular(words), []), described


def _check_head(head):
    undecided = [label for label in date_formats(head.frame) if label not in head.options.get('parse_dates', ())]
    plain = head.options.keys() <= PLAIN_OPTIONS and all(str(dtype) in KINDS for dtype in head.frame.dtypes)
    if undecided or not plain or head.frame.shape[1] < 2:
        raise Unsure


def _read(name, dialect, head):
    """The frame that `load` gives; pandas reads it faster with the dates as text."""
    dates, formats = head.options.get('parse_dates', ()), head.options.get('date_format', {})
    options = {key: value for key, value in head.options.items() if key not in (*DATE_OPTIONS, *STYLE_OPTIONS)}
    if dates:
        options['dtype'] = {**options.get('dtype', {}), **dict.fromkeys(dates, 'str')}
    frame = try_run(expression(name, options))
    if frame is None or has_own_index(frame):
        raise Unsure
    styled, frame = with_number_style(name, dialect, (options, frame))
    if any(styled.get(key) != head.options.get(key) for key in STYLE_OPTIONS):
        raise Unsure
    for label in dates:
        frame[label] = date_values(frame[label], formats.get(label, 'ISO8601'))
    return frame


def _check_promises(frame, head):
    """Raises Unsure for a column that is not what its first cells are, or that more than its first cells would show as codes."""
    changes = [(str(one), str(other)) for one, other in zip(head.frame.dtypes, frame.dtypes) if one != other]
    if any(change != ('int64', 'float64') for change in changes) or any(map(_is_huge, frame.items())):
        raise Unsure
    if not all(only_digits(frame[label]) for label in head.options.get('dtype', ())):
        raise Unsure
    if table_end(frame) != (len(frame), []):
        raise Unsure


def _is_huge(item):
    """Whether numbers with a point may be codes that are longer than a float can tell."""
    column = item[1]
    return column.dtype == 'float64' and max(column.max(), -column.min()) > MAX_EXACT
