"""Finds text columns that hold dates only."""

import re
from collections.abc import Hashable

import pandas as pd
from pandas.api import types

from describers.tables.table import first_present

ISO = r'\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?Z?)?'
ISO_DATE, DIGIT = re.compile(ISO, re.ASCII), re.compile(r'\d', re.ASCII)  # for a few texts, where pandas takes longer
OTHER_FORMATS = [
    '%d/%m/%Y',
    '%m/%d/%Y',
    '%d.%m.%Y',
    '%d-%m-%Y',
    '%m-%d-%Y',
    '%Y/%m/%d',
    '%Y.%m.%d',
    '%d/%m/%Y %H:%M',
    '%m/%d/%Y %H:%M',
    '%d.%m.%Y %H:%M',
    '%d/%m/%Y %H:%M:%S',
    '%m/%d/%Y %H:%M:%S',
    '%d.%m.%Y %H:%M:%S',
    '%d-%m-%Y %H:%M:%S',
    '%m/%d/%Y %I:%M %p',
    '%d/%m/%Y %I:%M %p',
    '%m/%d/%Y %I:%M:%S %p',
    '%d/%m/%Y %I:%M:%S %p',
    '%d %b %Y',
    '%d %B %Y',
    '%b %d, %Y',
    '%B %d, %Y',
]
SIGNS = {form: set(re.sub(r'%.|\s', '', form)) for form in OTHER_FORMATS}
MAX_COLUMNS = 20
MAX_LABEL = 100
MAX_EXAMINED = 200


def text_columns(frame: pd.DataFrame) -> list[Hashable]:
    """Labels of the first columns whose dtype says text; a label that repeats is left out."""
    head = frame.iloc[:, :MAX_EXAMINED]
    texts = [types.is_object_dtype(dtype) or types.is_string_dtype(dtype) for dtype in head.dtypes]
    unique = ~frame.columns.duplicated(keep=False)
    return [label for label, is_text, alone in zip(head.columns, texts, unique, strict=False) if is_text and alone]


def date_formats(frame: pd.DataFrame, of_first: bool = False) -> dict[str, list[str]]:
    """Column to the formats that fit every value, or only the first ones; 'ISO8601' for ISO dates. Two formats mean it can't be told."""
    found: dict[str, list[str]] = {}
    for label in text_columns(frame):
        if not isinstance(label, str) or len(label) > MAX_LABEL or len(found) == MAX_COLUMNS:
            continue
        formats = _formats_of(frame[label], of_first)
        if formats:
            found[label] = formats
    return found


def ambiguous_warning(label: str, formats: list[str]) -> str:
    """What a program must know about dates that fit two formats."""
    both = f'{formats[0]} and {formats[1]}'
    return f'Column "{label[:64]}" holds dates as text that fit both {both}; decide before parsing.'


def is_date_column(frame: pd.DataFrame, label: str) -> bool:
    """Whether pandas reads the column as dates."""
    return bool(types.is_datetime64_any_dtype(frame[label].dtype))


def fits_format(values: pd.Series, form: str) -> bool:
    """Whether every text is such a date."""
    if form == 'ISO8601':
        return bool(values.str.fullmatch(ISO).all())
    return bool(pd.to_datetime(values, format=form, errors='coerce').notna().all())


def _formats_of(column: pd.Series, of_first: bool) -> list[str]:
    first = first_present(column, 20).tolist()
    if not first or not all(isinstance(value, str) and 6 <= len(value) <= 35 for value in first):
        return []
    if all(ISO_DATE.fullmatch(value) for value in first):
        formats = ['ISO8601']
    elif not all(DIGIT.search(value) for value in first):
        return []
    else:
        texts = pd.Series(first, dtype='str')
        formats = [form for form in OTHER_FORMATS if _may_fit(first[0], form) and fits_format(texts, form)]
    if of_first or not formats:
        return formats
    present = column.dropna()
    return [form for form in formats if fits_format(present, form)]


def _may_fit(text: str, form: str) -> bool:
    """False where the text lacks a sign of the format, or has letters where the format begins with digits."""
    begins_right = form[1] in 'bB' or text.lstrip()[:1].isdigit()
    return begins_right and all(sign in text for sign in SIGNS[form])
