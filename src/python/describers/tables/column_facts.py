"""What one block of records tells of one column, found without pandas but exactly as pandas would find it."""

import re
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
ISO_LENGTHS = (10, 16, 19)  # of a day, a minute and a second
MAX_WORD = max(map(len, NULL_WORDS))
ZERO = np.uint8(ord('0'))
FLOAT = b'-+.eE0123456789'
STYLED = FLOAT + b" ,'"
MAX_DIGITS = 18  # of numbers that fit into 64 bits; pandas reads a column with longer ones in ways of its own
HUGE = rf'^[-+]?\d{{{MAX_DIGITS + 1},}}$'
WORDS = pa.array(sorted(NULL_WORDS))
TRUTHS = pa.array(['True', 'TRUE', 'true', 'False', 'FALSE', 'false'])
# Matches only cells that are neither a number nor a truth value to pandas: other characters, or a minus after a digit.
NO_NUMBER = re.compile(r'[^-0-9.,+\seEinftyINFTYaruslARUSL]|[0-9]-', re.ASCII)


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


def text_rows(cells, step):
    """Positions of cells that pandas certainly reads as text; only every `step`-th cell is looked at."""
    at = np.arange(0, len(cells), step)
    return at[[NO_NUMBER.search(cell or '') is not None for cell in cells.take(pa.array(at)).to_pylist()]]


def _number(cells, plan):
    plain, marks = cells, _other_than_digits(cells)
    if marks.translate(None, STYLED):
        plain = cells.filter(pc.invert(pc.is_in(cells, WORDS)))
    if plan.style:
        plain = _plain_numbers(plain, plan)
    signed = marks if plain is cells else _other_than_digits(plain)
    marks = signed.translate(None, b'-')
    has_floats = len(marks) > 0
    if has_floats and (marks.translate(None, FLOAT) or (b'+' in marks and b'e' not in marks.lower())):
        raise Unsure
    values = _cast(plain, pa.float64() if has_floats else pa.int64()).drop_null()
    low, high = _range(values, b'-' in signed) if len(values) else (None, None)
    if not (has_floats and _has_fractions(values)) and _has_zero_in_front(plain):
        raise Unsure
    return Facts(len(cells) - len(values), low, high, has_floats, **_seen(values, plan))


def _range(values, has_signs):
    """Smallest and largest of numbers without null; zero has two signs only where some number has one."""
    if has_signs:
        return pc.min_max(values).as_py().values()
    numbers = values.to_numpy()
    return numbers.min().item(), numbers.max().item()


def _has_fractions(values):
    """Whether not all floats are whole; the first ones mostly tell."""
    parts = (values.slice(0, FIRST_CELLS), values)
    return any(pc.any(pc.not_equal(part, pc.floor(part))).as_py() for part in parts)


def _has_zero_in_front(plain):
    """Whether a cell such as "007" may stand in a column of codes."""
    data, ends = _data_of(plain)
    begins = ends[:-1]
    if not len(data) or not (data.take(begins, mode='clip') == ZERO).any():
        return False
    begins = begins[np.diff(ends) > 1]
    begins = begins[data[begins] == ZERO]
    if not (data[begins + 1] - ZERO < 10).any():
        return False
    return bool(pc.any(pc.match_substring_regex(plain, r'^0\d+$')).as_py())


def _plain_numbers(present, plan):
    """The numbers with a decimal point and without groups."""
    marks = _other_than_digits(present)
    if plan.point == ',' and plan.group != '.' and b'.' in marks:
        raise Unsure
    if any(mark.encode() in marks for mark in (plan.point, plan.group) if mark):
        if not pc.all(pc.match_substring_regex(present, plan.style)).as_py():
            raise Unsure
    if plan.group:
        present = pc.replace_substring(present, plan.group, '')
    return present if plan.point == '.' else pc.replace_substring(present, plan.point, '.')


def _text(cells, plan):
    unique = pc.unique(cells) if plan.counted else None
    few = cells if unique is None or len(unique) > MAX_DISTINCT else unique
    lengths = pc.min_max(pc.binary_length(few)).as_py()
    if (lengths['max'] or 0) > MAX_DIGITS and pc.any(pc.match_substring_regex(few, HUGE)).as_py():
        raise Unsure
    words, present = frozenset(), cells
    if lengths['min'] is not None and lengths['min'] <= MAX_WORD:
        words = frozenset(pc.unique(few.filter(pc.is_in(few, WORDS))).to_pylist())
    if words:
        present = cells.filter(pc.invert(pc.is_in(cells, WORDS)))
    nulls = len(cells) - len(present) + present.null_count
    return Facts(nulls, words=words, text_bytes=len(_data_of(present)[0]), **_seen(present, plan, unique, words))


def _code(cells, plan):
    facts = _text(cells, plan)
    if facts.words or len(_other_than_digits(cells)):
        raise Unsure
    return facts


def _truth(cells, plan):
    if cells.null_count or not pc.all(pc.is_in(cells, TRUTHS)).as_py():
        raise Unsure
    return Facts(0, **_seen(pc.equal(pc.utf8_lower(cells), 'true'), plan))


def _date(cells, plan):
    lengths = pc.min_max(pc.binary_length(cells)).as_py()
    if lengths['min'] is not None and lengths['min'] <= MAX_WORD:
        raise Unsure
    present = cells.drop_null() if cells.null_count else cells
    if plan.date_format == 'ISO8601':
        values = _iso_dates(present, lengths)
    else:
        values = _formatted_dates(present, plan)
    low, high = pc.min_max(values).as_py().values() if len(values) else (None, None)
    return Facts(len(cells) - len(present), low, high, **_seen(values, plan))


def _iso_dates(present, lengths):
    if len(present) and (lengths['min'] != lengths['max'] or lengths['max'] not in ISO_LENGTHS):
        raise Unsure
    if 0 < np.count_nonzero(_data_of(present)[0] == ord('T')) < len(present):
        raise Unsure
    return _cast(present, pa.timestamp('us'))


def _formatted_dates(present, plan):
    encoded = present.dictionary_encode()
    parsed = pd.to_datetime(pd.Series(encoded.dictionary.to_pylist(), dtype='str'), format=plan.date_format, errors='coerce')
    if parsed.isna().any():
        raise Unsure
    values = pa.Array.from_pandas(parsed.astype('datetime64[us]'))
    return values if plan.listed is False and not plan.counted else values.take(encoded.indices)


def _seen(values, plan, unique=None, words=frozenset()):
    """`unique` holds the values, once each, and perhaps null and `words`, which don't count."""
    first = values.drop_null().slice(0, FIRST_CELLS).to_pylist() if plan.listed else []
    if not plan.counted:
        return {'distinct': None, 'first': first}
    unique = pc.unique(values) if unique is None else unique
    if len(unique) > MAX_DISTINCT + 1 + len(words):
        return {'distinct': None, 'first': first}
    distinct = set(unique.to_pylist()) - words - {None}
    return {'distinct': distinct if len(distinct) <= MAX_DISTINCT else None, 'first': first}


def _cast(values, kind):
    try:
        return pc.cast(values, kind)
    except pa.ArrowInvalid as error:
        raise Unsure from error


def _other_than_digits(values):
    """The characters of all values that are no digits, mostly each once."""
    data, _ = _data_of(values)
    left = np.count_nonzero(data - ZERO > 9)
    marks = b''
    for mark in b'.-':
        count = np.count_nonzero(data == mark) if left else 0
        left -= count
        marks += bytes([mark]) if count else b''
    return data[data - ZERO > 9].tobytes() if left else marks


def _data_of(values):
    """The text of all values, one after the other, as bytes, and where each begins; a last number tells where the text ends."""
    begins = np.frombuffer(values.buffers()[1], np.int32)[values.offset : values.offset + len(values) + 1]
    data = values.buffers()[2]
    if data is None or len(values) == 0:
        return np.empty(0, np.uint8), np.zeros(len(values) + 1, np.int32)
    return np.frombuffer(data, np.uint8)[begins[0] : begins[-1]], begins - begins[0]


KINDS = {'number': _number, 'text': _text, 'code': _code, 'truth': _truth, 'date': _date}
