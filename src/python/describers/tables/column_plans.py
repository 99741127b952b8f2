"""Tells from the beginning of a table how every column of the whole file has to look."""

from describers.tables.column_facts import FIRST_CELLS, Plan
from describers.tables.dates import date_formats
from describers.tables.number_style import STYLES
from describers.tables.record_blocks import Unsure

KINDS = {'int64': 'number', 'float64': 'number', 'bool': 'truth', 'str': 'text', 'datetime64[us]': 'date'}
PLAIN_OPTIONS = {
    *('sep', 'encoding', 'skiprows', 'header', 'names'),
    *('dtype', 'parse_dates', 'date_format', 'decimal', 'thousands'),
}
MAX_COLUMNS = 200


def column_plans(options, frame):
    """One plan per column; raises Unsure for options and types that only pandas can follow."""
    if not 2 <= frame.shape[1] <= MAX_COLUMNS or not options.keys() <= PLAIN_OPTIONS:
        raise Unsure
    undecided = [label for label in date_formats(frame) if label not in options.get('parse_dates', ())]
    if undecided or not all(str(dtype) in KINDS for dtype in frame.dtypes):
        raise Unsure
    return [_plan(options, frame, at) for at in range(frame.shape[1])]


def _plan(options, frame, at):
    label, column = frame.columns[at], frame.iloc[:, at]
    kind = 'code' if label in options.get('dtype', ()) else KINDS[str(column.dtype)]
    # Of measurements and moments nobody asks how many differ.
    counted = kind != 'date' and str(column.dtype) != 'float64'
    plan = Plan(kind, counted=counted, listed=column.iloc[: 4 * FIRST_CELLS].notna().sum() < FIRST_CELLS)
    if kind == 'date':
        return plan._replace(date_format=options.get('date_format', {}).get(label, 'ISO8601'))
    style = {name: options[name] for name in ('decimal', 'thousands') if name in options}
    if kind != 'number' or not style:
        return plan
    pattern = next(pattern.pattern for pattern, extra in STYLES if extra == style)
    return plan._replace(point=style.get('decimal', '.'), group=style.get('thousands', ''), style=f'^{pattern}$')
