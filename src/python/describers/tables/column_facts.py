"""What one block of records tells of one column, found without pandas but exactly as pandas would find it."""

from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from describers.tables.record_blocks import Unsure
from describers.tables.telling_cells import NULL_WORDS

MAX_DISTINCT = 1_000
MAX_EXACT = 2**53
FIRST_CELLS = 200
STEP = 64  # of the rows that are looked at for text
INTEGER, FLOAT, DIGITS = b'-0123456789', b'-+.eE0123456789', b'0123456789'
STYLED = FLOAT + b" ,'"
MAX_DIGITS = 18  # of numbers that fit into 64 bits; pandas reads a column with longer ones in ways of its own
HUGE = rf'^[-+]?\d{{{MAX_DIGITS + 1},}}$'
WORDS = pa.array(sorted(NULL_WORDS))
TRUTHS = pa.array(['True', 'TRUE', 'true', 'False', 'FALSE', 'false'])
# Matches only cells that are neither a number nor a truth value to pandas: other characters, or a minus after a digit.
NO_NUMBER = r'[^-0-9.,+\seEinftyINFTYaruslARUSL]|[0-9]-'


class Plan(NamedTuple):
    """How the first rows say that a column is read."""

    kind: str
    date_format: str = ''
    point: str = '.'
    group: str = ''
    style: str = ''
    """Pattern of every number in a column where `point` or `group` occurs."""
    counted: bool = True
    """Whether distinct values are still worth counting."""
    listed: bool = False
    """Whether the first values are wanted."""


class Facts(NamedTuple):
    nulls: int
    low: object = None
    high: object = None
    has_floats: bool = False
    distinct: object = None
    """The set of values, or None when there are too many."""
    words: frozenset = frozenset()
    first: list = []
    text_bytes: int = 0


def column_facts(cells, plan):
    """`cells` is an array of text with nulls; raises Unsure where only pandas can tell."""
    return KINDS[plan.kind](cells, plan)


def text_rows(cells, step=STEP):
    """Positions of cells that pandas certainly reads as text; only every `step`-th cell is looked at."""
    at = np.arange(0, len(cells), step)
    found = pc.match_substring_regex(cells.take(pa.array(at)), NO_NUMBER).fill_null(False)
    return at[found.to_numpy(zero_copy_only=False)]


def _number(cells, plan):
    present = cells.drop_null()
    if _without(present, STYLED):
        present = present.filter(pc.invert(pc.is_in(present, WORDS)))
    plain = _plain_numbers(present, plan)
    marks = _without(plain, INTEGER)
    has_floats = len(marks) > 0
    if has_floats and (marks.translate(None, FLOAT) or (b'+' in marks and b'e' not in marks.lower())):
        raise Unsure
    values = _cast(plain, pa.float64() if has_floats else pa.int64())
    low, high = pc.min_max(values).as_py().values() if len(values) else (None, None)
    if _has_zero_in_front(plain, values):
        raise Unsure
    return Facts(len(cells) - len(present), low, high, has_floats, **_seen(values, plan))


def _has_zero_in_front(plain, values):
    """Whether a cell such as "007" may stand in a column of codes."""
    if not pc.any(pc.and_(pc.starts_with(plain, '0'), pc.greater(pc.binary_length(plain), 1))).as_py():
        return False
    if pa.types.is_floating(values.type) and pc.any(pc.not_equal(values, pc.floor(values))).as_py():
        return False
    return bool(pc.any(pc.match_substring_regex(plain, r'^0\d+$')).as_py())


def _plain_numbers(present, plan):
    """The numbers with a decimal point and without groups."""
    if not plan.style:
        return present
    if plan.point == ',' and plan.group != '.' and b'.' in _bytes(present):
        raise Unsure
    if any(mark.encode() in _bytes(present) for mark in (plan.point, plan.group) if mark):
        if not pc.all(pc.match_substring_regex(present, plan.style)).as_py():
            raise Unsure
    if plan.group:
        present = pc.replace_substring(present, plan.group, '')
    return present if plan.point == '.' else pc.replace_substring(present, plan.point, '.')


def _text(cells, plan):
    present = cells.drop_null()
    short = present.filter(pc.less_equal(pc.binary_length(present), 4))
    words = frozenset(pc.unique(short.filter(pc.is_in(short, WORDS))).to_pylist()) if len(short) else frozenset()
    if words:
        present = present.filter(pc.invert(pc.is_in(present, WORDS)))
    lengths = pc.binary_length(present)
    if (pc.max(lengths).as_py() or 0) > MAX_DIGITS and pc.any(pc.match_substring_regex(present, HUGE)).as_py():
        raise Unsure
    size = pc.sum(lengths).as_py() or 0
    return Facts(len(cells) - len(present), words=words, text_bytes=size, **_seen(present, plan))


def _code(cells, plan):
    facts = _text(cells, plan)
    if facts.words or _without(cells.drop_null(), DIGITS):
        raise Unsure
    return facts


def _truth(cells, plan):
    if cells.null_count or not pc.all(pc.is_in(cells, TRUTHS)).as_py():
        raise Unsure
    return Facts(0, **_seen(pc.equal(pc.utf8_lower(cells), 'true'), plan))


def _date(cells, plan):
    present = cells.drop_null()
    if len(present) and pc.any(pc.less_equal(pc.binary_length(present), 4)).as_py():
        raise Unsure
    values = (_iso_dates if plan.date_format == 'ISO8601' else _formatted_dates)(present, plan)
    low, high = pc.min_max(values).as_py().values() if len(values) else (None, None)
    return Facts(len(cells) - len(present), low, high, **_seen(values, plan))


def _iso_dates(present, plan):
    lengths = pc.min_max(pc.binary_length(present)).as_py()
    marks = _bytes(present).count(b'T')
    if len(present) and (lengths['min'] != lengths['max'] or lengths['max'] not in (10, 16, 19) or 0 < marks < len(present)):
        raise Unsure
    return _cast(present, pa.timestamp('us'))


def _formatted_dates(present, plan):
    encoded = present.dictionary_encode()
    parsed = pd.to_datetime(pd.Series(encoded.dictionary.to_pylist(), dtype='str'), format=plan.date_format, errors='coerce')
    if parsed.isna().any():
        raise Unsure
    values = pa.Array.from_pandas(parsed.astype('datetime64[us]'))
    return values if plan.listed is False and not plan.counted else values.take(encoded.indices)


def _seen(values, plan):
    first = values.slice(0, FIRST_CELLS).to_pylist() if plan.listed else []
    unique = pc.unique(values) if plan.counted else None
    distinct = None if unique is None or len(unique) > MAX_DISTINCT else set(unique.to_pylist())
    return {'distinct': distinct, 'first': first}


def _cast(values, kind):
    try:
        return pc.cast(values, kind)
    except pa.ArrowInvalid as error:
        raise Unsure from error


def _without(values, characters):
    return _bytes(values).translate(None, characters)


def _bytes(values):
    """The text of all values, one after the other."""
    data = values.buffers()[2]
    if data is None or len(values) == 0:
        return b''
    ends = np.frombuffer(values.buffers()[1], np.int32)
    return data.slice(int(ends[values.offset]), int(ends[values.offset + len(values)] - ends[values.offset])).to_pybytes()


KINDS = {'number': _number, 'text': _text, 'code': _code, 'truth': _truth, 'date': _date}
