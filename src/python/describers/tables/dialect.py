"""Finds how a delimited text file is laid out: delimiter, lines above the table, header."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

CANDIDATES = '\t;|,'
SAMPLE_CHARACTERS = 1 << 18
SAMPLE_ROWS = 1_000
NUMBER = re.compile(r'[+-]?[$€£¥]?\d[\d.,\s]*(?:[eE][+-]?\d+)?%?')
DATE = re.compile(r'\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?')
# The first line some spreadsheet programs write and read.
DECLARED = re.compile(r'"?sep=([\t;|,])"?[\r\n]', re.IGNORECASE)
# No number either: a sign, currency or point and a digit begin one.
UNIT = re.compile(r'(?![-+−]?[$€£¥]?[.,]?\d)[^\d\s][^\s]*|1/\S+')
MISSING = re.compile(r'[-.?*/]+|n/?a|nan|null|none|missing|unknown', re.IGNORECASE)
MAX_UNIT, MIN_ROWS = 12, 3
YEAR = re.compile(r'(?:19|20)\d\d')

csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Dialect:
    """How the text of a file is divided into cells, and what its first cells hold."""

    delimiter: str
    skipped: int
    """Records above the table: titles and notes."""
    has_header: bool
    width: int
    rows: list[list[str]]
    """The first rows of the table, header included."""
    space_after: bool
    """A space follows the delimiters."""
    units: list[str]
    """Texts of a row of units below the header; the row is not in `rows`."""


def detect_dialect(text: str, preferred: str) -> Dialect:
    """`text` is the beginning of the file; `preferred` wins when two delimiters fit equally well."""
    sample = _whole_lines(text[:SAMPLE_CHARACTERS])
    order = preferred + CANDIDATES.replace(preferred, '')
    tables = {delimiter: read_rows(io.StringIO(sample, newline=''), delimiter) for delimiter in order}
    scores = {delimiter: _score(rows) for delimiter, rows in tables.items()}
    # Decimal commas divide every row but the header: where two delimiters fit, the one that keeps the header is right.
    ranks = {one: (round(scores[one], 2), -_lines_above(tables[one]), scores[one], -order.index(one)) for one in order}
    delimiter = max(order, key=ranks.__getitem__)
    if scores[delimiter] == 0:
        delimiter = next((one for one in ',;\t|' if all(len(row) < 2 for row in tables[one])), ',')
    declared = DECLARED.match(text)
    delimiter = declared[1] if declared else delimiter
    records = tables[delimiter]
    skipped = 1 + _lines_above(records[1:]) if declared else _lines_above(records)
    rows = [row for row in records[skipped:] if len(row) > 1 or (row and row[0].strip())]
    has_header = _has_header(rows)
    units = _units(rows) if has_header and not skipped and records[:2] == rows[:2] else []
    rows = rows[:1] + rows[2:] if units else rows
    return Dialect(delimiter, skipped, has_header, len(rows[0]) if rows else 0, rows, _spaced(rows), units)


def read_rows(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    """The first records of a delimited file, blank lines as empty lists; NUL characters are dropped as pandas drops them."""
    cleaned = (line.replace('\0', '') for line in lines)
    return list(islice(csv.reader(cleaned, delimiter=delimiter), SAMPLE_ROWS))


def _whole_lines(sample: str) -> str:
    if len(sample) < SAMPLE_CHARACTERS:
        return sample
    end = max(sample.rfind('\n'), sample.rfind('\r'))
    return sample[: end + 1] if end > 0 else sample


def _score(rows: list[list[str]]) -> float:
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / sum(widths.values()) if width > 1 else 0


def _lines_above(records: list[list[str]]) -> int:
    """Records before the first as wide as the table; only lone texts count as titles, never short rows."""
    widths = Counter(len(row) for row in records if row)
    if not widths:
        return 0
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    if usual < 2:
        return 0
    for position, row in enumerate(records[:20]):
        if row and row[0].lstrip().startswith('#') and len(row) < usual:
            continue
        filled = sum(1 for cell in row if cell.strip())
        if filled > 1 or (row and len(row) >= usual):
            return position
    return 0


def _has_header(rows: list[list[str]]) -> bool:
    if not rows:
        return False
    first = [cell.strip() for cell in rows[0]]
    if not any(first):
        return False
    data = [cell for cell in first if is_data(cell)]
    years = [cell for cell in data if YEAR.fullmatch(cell)]
    if data and len(years) == len(data) and len(set(years)) == len(years) and len(data) < len(first):
        return len(years) > 1 or not all(_year_at(row, first.index(years[0])) for row in rows[1:20])
    return not data


def _units(rows: list[list[str]]) -> list[str]:
    """Texts of the first row when they are short and stand above columns of numbers only."""
    body = rows[2:]
    if len(body) < MIN_ROWS or len(rows[1]) != len(rows[0]):
        return []
    numbers = [
        at for at in range(len(rows[0])) if all(at < len(row) and NUMBER.fullmatch(row[at].strip()) for row in body)
    ]
    units = [rows[1][at].strip().strip('()[]') for at in numbers]
    named = [unit for unit in units if unit]
    if len(named) < 2 or any(MISSING.fullmatch(unit) for unit in named):
        return []
    return named if all(len(unit) <= MAX_UNIT and UNIT.fullmatch(unit) for unit in named) else []


def is_data(cell: str) -> bool:
    """Whether a cell can hardly be a column name."""
    return bool(NUMBER.fullmatch(cell) or DATE.fullmatch(cell))


def _year_at(row: list[str], position: int) -> bool:
    return position < len(row) and bool(YEAR.fullmatch(row[position].strip()))


def _spaced(rows: list[list[str]]) -> bool:
    cells = [cell for row in rows[:100] for cell in row[1:] if cell]
    return bool(cells) and sum(cell.startswith(' ') for cell in cells) >= 0.9 * len(cells)
