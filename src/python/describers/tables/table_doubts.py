"""Warns of cells in a delimited file that can be read in two ways; the first rows are looked at."""

import re
from collections.abc import Iterable, Iterator

import pandas as pd

from describers.base.plain import clean_text
from describers.tables.dialect import Dialect
from describers.tables.table_end import is_number

MAX_WARNINGS = 4
DATE = re.compile(r'(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}(?:\s.*)?')
GROUP_OR_POINT = re.compile(r'-?[1-9]\d{0,2}[.,]\d{3}')
PLAIN = re.compile(r'-?\d{1,3}')


def table_doubts(dialect: Dialect, frame: pd.DataFrame, has_thousands: bool) -> list[str]:
    """Warnings, each about one column; where the mark of thousands is known, numbers leave no doubt."""
    rows = dialect.rows[1:] if dialect.has_header else dialect.rows
    found: list[str] = []
    dtypes = frame.dtypes
    for position in range(min(dialect.width, frame.shape[1])):
        cells = (row[position].strip() for row in rows if position < len(row) and row[position].strip())
        label = clean_text(str(frame.columns[position]))
        if is_number(dtypes.iloc[position]):
            found.extend(() if has_thousands else _group_or_point(label, cells, dialect.delimiter))
        else:
            found.extend(_mixed_orders(label, cells))
    more = len(found) - MAX_WARNINGS
    return found[:MAX_WARNINGS] + ([f'Columns with doubts of the same kinds: {more} more.'] if more > 0 else [])


def _group_or_point(label: str, cells: Iterable[str], delimiter: str) -> Iterator[str]:
    """With `;` between the fields, as where commas are decimal, "1.234" may be a thousand."""
    if delimiter != ';':
        return
    cells = list(cells)
    marked = [cell for cell in cells if GROUP_OR_POINT.fullmatch(cell)]
    if len(marked) < 2 or not all(cell in marked or PLAIN.fullmatch(cell) for cell in cells):
        return
    mark = '.' if '.' in marked[0] else ','
    yield (
        f'Column "{label}": "{clean_text(marked[0])}" is read with a decimal mark; if it means '
        f'{marked[0].replace(mark, "")}, set thousands={mark!r} in `load`{", without decimal" if mark == "," else ""}.'
    )


def _mixed_orders(label: str, cells: Iterable[str]) -> Iterator[str]:
    """Days above 12 stand in front in some cells and in the middle in others."""
    dates = []
    for cell in cells:
        date = DATE.fullmatch(cell)
        if date is None:
            return
        dates.append(date)
    first = next((match[0] for match in dates if int(match[1]) > 12), None)
    second = next((match[0] for match in dates if int(match[2]) > 12), None)
    if first and second:
        yield (
            f'Column "{label}" mixes dates with the day first ("{clean_text(first)}") and with the month first '
            f'("{clean_text(second)}"); those with both numbers up to 12 can\'t be told apart.'
        )
