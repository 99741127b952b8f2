"""Tells what a cell holds, whether it is text of a file or a value of a sheet."""

import datetime
import math
import numbers
import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

Row = Sequence[object]
"""Cells of one record; a cell is text or a value that a reader of sheets gave."""


class Kind(Enum):
    """What a cell holds; the words for a missing value count as empty."""

    EMPTY = 'empty'
    NUMBER = 'number'
    DATE = 'date'
    TEXT = 'text'


MONTH = r'(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|janv|févr|avr|juin|juil|août|déc|ene|abr|ago|dic)'
NUMBER = re.compile(
    r"[(+\-−–]?\s?[$€£¥₹]?\s?[+\-−–]?(?:\d[\d.,'’ \xa0\u2009\u202f]*|[.,]\d+)(?:[eE][+-]?\d+)?\s?[%$€£¥₹]?[\-)]?",
)
DATE = re.compile(
    rf'\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:[T ].*)?|\d{{1,2}}[-/.]\d{{1,2}}[-/.](?:\d{{2}}|\d{{4}})(?:[T ].*)?|\d{{1,2}}:\d\d(?::\d\d.*)?'
    rf'|(?:19|20)\d\d[-/](?:0?[1-9]|1[0-2])|(?:\d{{1,2}}[-\s.]+)?{MONTH}[a-z]*[-\s.,]+\d{{2,4}}|{MONTH}[a-z]*[\s.]+\d{{1,2}},?\s+\d{{4}}|(?:19|20)\d\d[-\s]?Q[1-4]',
    re.IGNORECASE,
)
MISSING = re.compile(r'[-.?*/–—]+|n\.?/?a\.?|#n/a|nan|null|none|missing|unknown|\\n', re.IGNORECASE)
YEAR = re.compile(r'(?:19|20)\d\d')
COMMENTS = ('#', '%', '//', '!')
MAX_EXAMINED = 40  # characters; no number or date is longer


def kind_of(cell: object) -> Kind:
    """What the cell holds."""
    if isinstance(cell, str):
        return _kind_of_text(cell.strip()) if len(cell) <= MAX_EXAMINED else Kind.TEXT
    if cell is None or (isinstance(cell, float) and math.isnan(cell)):
        return Kind.EMPTY
    if isinstance(cell, (datetime.date, datetime.time)):
        return Kind.DATE if cell == cell else Kind.EMPTY
    return Kind.NUMBER if isinstance(cell, (numbers.Number, datetime.timedelta)) else Kind.TEXT


def is_data(cell: object) -> bool:
    """Whether the cell can hardly be the name of a column."""
    return kind_of(cell) in (Kind.NUMBER, Kind.DATE)


def is_blank(cell: object) -> bool:
    """Whether nothing stands in the cell, not even a sign for a missing value."""
    if isinstance(cell, str):
        return not cell or cell.isspace()
    if isinstance(cell, float):
        return cell != cell
    return not isinstance(cell, int) and kind_of(cell) is Kind.EMPTY


def text_of(cell: object) -> str:
    """The cell as people see it; empty for an empty one."""
    if isinstance(cell, str):
        return ' '.join(cell.split())
    if is_blank(cell):
        return ''
    whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell) if isinstance(cell, float) and whole else cell)


def row_text(row: Row) -> str:
    """The texts of a row, one after the other; empty for a blank one."""
    return ' '.join(filter(None, map(text_of, row)))


def year_of(cell: object) -> int | None:
    """The year that the cell names, or None."""
    text = text_of(cell)
    return int(text) if YEAR.fullmatch(text) else None


def filled(row: Row) -> list[int]:
    """Positions of the cells in which something stands."""
    return [at for at, cell in enumerate(row) if not is_blank(cell)]


def is_blank_row(row: Row) -> bool:
    """Whether nothing stands in any cell; most rows tell by their first one."""
    return all(map(is_blank, row))


def is_comment(row: Row) -> bool:
    """Whether the record is a remark beside the data."""
    return bool(row) and isinstance(row[0], str) and row[0].lstrip().startswith(COMMENTS)


@lru_cache(maxsize=4096)
def _kind_of_text(text: str) -> Kind:
    if not text or MISSING.fullmatch(text):
        return Kind.EMPTY
    if DATE.fullmatch(text):
        return Kind.DATE
    return Kind.NUMBER if NUMBER.fullmatch(text) else Kind.TEXT
