"""Says what the cells of object columns are, where a program would take them for something else."""

import datetime
import decimal

import pandas as pd
from pandas.api import types

from describers.base.and_more import and_more
from describers.base.plain import clean_text

MAX_EXAMINED = 200
MAX_NAMED = 5
# Type of the cells, what they are called, and what a program must do with them.
Kind = tuple[type, str, str]
KINDS: tuple[Kind, ...] = (
    (datetime.datetime, 'datetime.datetime objects', 'use pd.to_datetime before .dt or arithmetic'),
    (datetime.date, 'datetime.date objects', 'use pd.to_datetime before .dt or arithmetic'),
    (datetime.time, 'datetime.time objects', 'compare them as times, not as text'),
    (decimal.Decimal, 'decimal.Decimal objects', 'use .astype(float) before statistics or plots'),
    (bytes, 'bytes', 'decode them where they are text'),
)


def object_warnings(frame: pd.DataFrame) -> list[str]:
    """One sentence for each kind of object that stands in columns of dtype object."""
    found: dict[Kind, list[str]] = {}
    for at in (at for at, dtype in enumerate(frame.dtypes[:MAX_EXAMINED]) if types.is_object_dtype(dtype)):
        kind = _kind(frame.iloc[:, at])
        if kind is not None:
            found.setdefault(kind, []).append(clean_text(str(frame.columns[at])))
    return [_sentence(kind, labels) for kind, labels in found.items()]


def _kind(column: pd.Series) -> Kind | None:
    head = column.dropna().iloc[:20]
    if len(head) == 0:
        return None
    return next((kind for kind in KINDS if all(isinstance(cell, kind[0]) for cell in head)), None)


def _sentence(kind: Kind, labels: list[str]) -> str:
    listed = and_more([f'"{label}"' for label in labels], MAX_NAMED)
    return f'Columns of {kind[1]} (dtype object): {listed}; {kind[2]}.'
