"""Finds the delimiter of a text, and with it what encloses the cells."""

import re
from dataclasses import replace

from describers.tables.placement.kinds import is_comment, is_data
from describers.tables.quoting import first_quote, with_quotes
from describers.tables.separation import DECLARED, Separation, evenness, usual_width

USUAL = '\t;|,'
UNUSUAL = '^~\x01\x1f: '
MANY = ('||', '::', '\t\t', ';;', '\\t', '|;|', '~~')
NO_MARKS = ' "\'().'  # which texts and numbers hold
EXAMINED = 200
MIN_LINES = 2
BETTER = 1.1
PADDED = 0.9


def separation_of(sample: str, preferred: str) -> Separation:
    """Of whole lines; `preferred` wins when two delimiters fit equally well."""
    declared = DECLARED.match(sample)
    quote = first_quote(sample)
    usual = Separation(declared[1] if declared else _usual(sample, preferred, quote), quote)
    found = usual if declared else _unusual(sample, usual)
    return with_quotes(sample, found)


def _usual(sample: str, preferred: str, quote: str) -> str:
    order = preferred + USUAL.replace(preferred, '')
    tables = {delimiter: Separation(delimiter, quote).rows(sample) for delimiter in order}
    scores = {delimiter: evenness(rows) for delimiter, rows in tables.items()}
    # Decimal commas divide every row but the header: where two delimiters fit, the one that keeps the header is right.
    # Without a header they divide every row, but leave cells in which the true delimiter stands.
    above = {one: _lines_above(rows) for one, rows in tables.items()}
    clean = {one: round(_clean(rows, one), 1) for one, rows in tables.items()}
    best = max(order, key=lambda one: (round(scores[one], 2), -above[one], clean[one], scores[one], -order.index(one)))
    if scores[best] == 0:
        best = next((one for one in ',;\t|' if all(len(row) < 2 for row in tables[one])), ',')
    return best


def _unusual(sample: str, usual: Separation) -> Separation:
    """Another delimiter only where it divides the lines clearly better than the usual one."""
    lines = [line for line in sample.splitlines()[:EXAMINED] if line.strip() and not is_comment([line])]
    least = max(MIN_LINES, len(lines) * 3 // 4)
    rows = usual.rows(sample, EXAMINED)
    best, worth = usual, _worth(rows, usual.delimiter) * BETTER
    is_doubled = sum(not cell for row in rows for cell in row) * 5 >= sum(map(len, rows)) * 2
    for delimiter in (*MANY, *UNUSUAL):
        if len(best.delimiter) > 1 and delimiter in best.delimiter:
            continue
        if sum(delimiter in line for line in lines) < least or (delimiter in ' :' and delimiter not in lines[0]):
            continue
        candidate = replace(usual, delimiter=delimiter)
        value = _worth(candidate.rows(sample, EXAMINED), delimiter)
        if value > worth or (value and is_doubled and delimiter == 2 * usual.delimiter):
            best, worth = candidate, value
            is_doubled = False
    padded = f' {best.delimiter} '
    count = sum(line.count(best.delimiter) for line in lines) if best.delimiter in ';|,' else 0
    is_padded = count and sum(line.count(padded) for line in lines) >= PADDED * count
    return replace(best, delimiter=padded) if is_padded else best


def _worth(rows: list[list[str]], delimiter: str) -> float:
    """Evenness, more for many columns, less for cells in which other delimiters stand."""
    width = usual_width(rows)
    if width < 2:
        return 0
    cells = [cell.strip() for row in rows if len(row) == width for cell in row]
    typed = sum(is_data(cell) for cell in cells) / len(cells)
    alone = delimiter in ' :' and typed == 0  # texts have these in every line
    return 0 if alone else evenness(rows) * (width - 1) / width * _clean(rows, delimiter) ** 2


def _clean(rows: list[list[str]], delimiter: str) -> float:
    """The share of cells of full rows in which no other delimiter stands, unless it belongs to a number."""
    others = re.escape(''.join(mark for mark in USUAL + '^~' if mark not in delimiter))
    odd = re.compile(f'[{others}]')
    width = usual_width(rows)
    cells = [cell.strip(' ') for row in rows[:EXAMINED] if len(row) == width for cell in row]
    return sum(odd.search(cell) is None or is_data(cell) for cell in cells) / len(cells) if cells else 0


def _lines_above(records: list[list[str]]) -> int:
    """Records before the first as wide as the table; only lone texts count as titles, never short rows."""
    usual = usual_width(records)
    if usual < 2:
        return 0
    for position, row in enumerate(records[:20]):
        if row and row[0].lstrip().startswith('#') and len(row) < usual:
            continue
        filled = sum(1 for cell in row if cell.strip())
        if filled > 1 or (row and len(row) >= usual):
            return position
    return 0


def possible_delimiter(rows: list[list[str]]) -> str | None:
    """A mark that stands equally often in all rows of a table of one column, its name among them."""
    lines = [row[0] for row in rows[:EXAMINED] if row]
    if len(lines) <= MIN_LINES or any(len(row) > 1 for row in rows):
        return None
    marks = (mark for mark in dict.fromkeys(lines[0]) if not (mark.isalnum() or mark in NO_MARKS))
    return next((mark for mark in marks if len({line.count(mark) for line in lines}) == 1), None)
