"""Says what the cells of object columns are, where a program would take them for something else."""

import datetime
import decimal

from pandas.api import types

from describers.base.plain import clean_text

MAX_EXAMINED = 200
MAX_NAMED = 5
# Kind of cell, and what a program must do with it.
KINDS = [
    (datetime.datetime, 'datetime.datetime objects', 'use pd.to_datetime before .dt or arithmetic'),
    (datetime.date, 'datetime.date objects', 'use pd.to_datetime before .dt or arithmetic'),
    (datetime.time, 'datetime.time objects', 'compare them as times, not as text'),
    (decimal.Decimal, 'decimal.Decimal objects', 'use .astype(float) before statistics or plots'),
    (bytes, 'bytes', 'decode them where they are text'),
]


def object_warnings(frame):
    """One sentence for each kind of object that stands in columns of dtype object."""
    found = {}
    for at in (at for at, dtype in enumerate(frame.dtypes[:MAX_EXAMINED]) if types.is_object_dtype(dtype)):
        kind = _kind(frame.iloc[:, at])
        if kind is not None:
            found.setdefault(kind, []).append(clean_text(str(frame.columns[at])))
    return [_sentence(kind, labels) for kind, labels in found.items()]


def _kind(column):
    head = column.dropna().iloc[:20]
    if len(head) == 0:
        return None
    return next((kind for kind in KINDS if all(isinstance(cell, kind[0]) for cell in head)), None)


def _sentence(kind, labels):
    listed = ', '.join(f'"{label}"' for label in labels[:MAX_NAMED])
    more = f' and {len(labels) - MAX_NAMED} more' if len(labels) > MAX_NAMED else ''
    return f'Columns of {kind[1]} (dtype object): {listed}{more}; {kind[2]}.'
