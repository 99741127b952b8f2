"""Finds how numbers that pandas read as text are written: decimal comma, thousands separators."""

import re
from typing import TypeAlias

import pandas as pd

from describers.tables.dates import text_columns
from describers.tables.table import first_present
from describers.tables.table_end import is_number
from describers.tables.telling_cells import NULL_WORDS, OTHER_NULLS

GROUPED = r'[+-]?\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}(?:{point}\d+)?'
Style: TypeAlias = tuple[re.Pattern[str], dict[str, str]]
"""How a number is written, and the options of `pd.read_csv` that read it."""
PLAIN = r'[+-]?\d+(?:{point}\d+)?'


def _style(point: str, group: str, **options: str) -> Style:
    grouped = GROUPED.format(group=re.escape(group), point=re.escape(point))
    return re.compile(f'(?:{grouped}|{PLAIN.format(point=re.escape(point))})'), options


COMMA_DECIMAL: Style = (re.compile(r'[+-]?\d+(?:,\d+)?'), {'decimal': ','})
STYLES = [
    _style('.', ',', thousands=','),
    COMMA_DECIMAL,
    _style(',', '.', decimal=',', thousands='.'),
    _style(',', ' ', decimal=',', thousands=' '),
    _style('.', "'", thousands="'"),
]


def number_styles(frame: pd.DataFrame, delimiter: str) -> list[Style]:
    """Options worth a try, those that fit the most columns first; with `;` between the fields "1,234" has a decimal comma."""
    columns = [frame[label] for label in text_columns(frame)]
    columns = [column for column in columns if _may_be_numbers(first_present(column, 20))]
    present = (column.dropna() for column in columns)
    texts = [values for values in present if not _only_digits(values)]  # digits alone are codes
    styles = STYLES if delimiter == ',' else STYLES[1:] + STYLES[:1]
    fitting = [
        (sum(_all_match(values, pattern) for values in texts), (pattern, options)) for pattern, options in styles
    ]
    return [style for count, style in sorted(fitting, key=lambda each: -each[0]) if count]


def changes_only_numbers(
    before: pd.DataFrame, after: pd.DataFrame, rows: list[list[str]], pattern: re.Pattern[str]
) -> bool:
    """Whether some column reads differently, and each that does is numbers, of this style in the first rows."""
    changed = False
    for position in range(before.shape[1]):
        old, new = before.iloc[:, position], after.iloc[:, position]
        if old.dtype == new.dtype and old.equals(new):
            continue
        changed = True
        if not is_number(new.dtype):
            return False
        cells = [row[position].strip() for row in rows if position < len(row)]
        if not all(pattern.fullmatch(cell) for cell in cells if cell not in NULL_WORDS and cell not in OTHER_NULLS):
            return False
    return changed


def _may_be_numbers(first: pd.Series) -> bool:
    """Whether the first texts all fit one style."""
    texts = [value for value in first if isinstance(value, str)]
    return 0 < len(texts) == len(first) and any(all(map(pattern.fullmatch, texts)) for pattern, _ in STYLES)


def _only_digits(values: pd.Series) -> bool:
    return all(map(str.isdecimal, values.iloc[:20])) and bool(values.str.isdecimal().all())


def _all_match(values: pd.Series, pattern: re.Pattern[str]) -> bool:
    return all(map(pattern.fullmatch, values.iloc[:20])) and bool(values.str.fullmatch(pattern.pattern).all())
