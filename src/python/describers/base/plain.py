"""Turns any cell into plain, short, harmless JSON."""

import datetime
import json
import math
import numbers
import unicodedata

import pandas as pd

MAX_TEXT = 64
MAX_NAME = 200
MAX_PREVIEW = 400
MAX_EXACT_INTEGER = 2**53
HIDDEN = ('Cc', 'Cf', 'Cs', 'Co', 'Cn')


def clean_text(text: str, limit: int = MAX_TEXT) -> str:
    """One line without control, format and bidi characters, cut at `limit` characters with an ellipsis."""
    if len(text) <= limit and text.isprintable():
        return text  # printable texts have no character that is HIDDEN or made a space
    return _cut(''.join(_visible(character) for character in text[: limit * 2]), len(text) > limit * 2, limit)


def clean_name(label: object) -> str:
    """A column, sheet or key name as it is: only invisible characters other than tabs and line ends are dropped."""
    text = str(label)
    if len(text) <= MAX_NAME and text.isprintable():
        return text
    kept = (c for c in text[: MAX_NAME * 2] if c in '\t\r\n' or unicodedata.category(c) not in HIDDEN)
    return _cut(''.join(kept), len(text) > MAX_NAME * 2, MAX_NAME)


def preview(text: str) -> str:
    """The first lines as lines: how a text is laid out is what a program must know."""
    lines = text[:MAX_PREVIEW].rstrip().splitlines()
    return '\n'.join(clean_text(line, MAX_PREVIEW) for line in lines)


def plain_value(value: object) -> bool | int | float | str | None:
    """None, bool, int, float or a short string; missing values are None, times are ISO 8601."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, bool) or type(value).__name__ in ('bool_', 'bool'):
        return bool(value)
    if isinstance(value, numbers.Real):
        return _plain_number(value)
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    is_tree = isinstance(value, (list, dict))
    return clean_text(json.dumps(value, ensure_ascii=False, default=str) if is_tree else str(value))


def _plain_number(value: numbers.Real) -> int | float | str | None:
    if isinstance(value, numbers.Integral):
        return int(value) if abs(int(value)) <= MAX_EXACT_INTEGER else clean_text(str(value))
    return _plain_float(float(value))


def _plain_float(value: float) -> float | str | None:
    if math.isnan(value):
        return None
    return value if math.isfinite(value) else str(value)


def _visible(character: str) -> str:
    if character in '\t\r\n\v\f\u2028\u2029':
        return ' '
    return '' if unicodedata.category(character) in HIDDEN else character


def _cut(text: str, was_longer: bool, limit: int) -> str:
    return text[: limit - 1] + '…' if was_longer or len(text) > limit else text
