"""Finds how a delimited text file is laid out: delimiter, lines above the table, header."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from describers.tables.placement.areas import rows_below_each_other
from describers.tables.placement.placement import Placement, place

CANDIDATES = '\t;|,'
SAMPLE_CHARACTERS = 1 << 18
SAMPLE_ROWS = 1_000
# The first line some spreadsheet programs write and read.
DECLARED = re.compile(r'"?sep=([\t;|,])"?[\r\n]', re.IGNORECASE)
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Dialect:
    """How the text of a file is divided into cells, and what its first cells hold."""

    delimiter: str
    placement: Placement
    """Where the table stands among the records, blank lines included."""
    width: int
    rows: list[list[str]]
    """The names of the columns, where there are any, and the first rows of data."""
    space_after: bool
    """A space follows the delimiters."""
    end: int | None = None
    """The record before which the table ends with all that belongs to it, where another follows."""

    @property
    def has_header(self) -> bool:
        """Whether the file names its columns."""
        return self.placement.has_header

    @property
    def skipped(self) -> list[int]:
        """Records above the data that are not the row of names."""
        return [at for at in range(self.placement.first) if at != self.placement.header]


def detect_dialect(text: str, preferred: str) -> Dialect:
    """`text` is the beginning of the file; `preferred` wins when two delimiters fit equally well."""
    return detect_tables(text, preferred)[0]


def detect_tables(text: str, preferred: str) -> list[Dialect]:
    """Of each of the tables that follow each other in a file, mostly of one."""
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
    records = [[], *tables[delimiter][1:]] if declared else [*tables[delimiter]]
    parts = rows_below_each_other(records)
    return [_placed(delimiter, records, part, is_last=part is parts[-1]) for part in parts]


def _placed(delimiter: str, records: list[list[str]], part: range, is_last: bool) -> Dialect:
    placement = place(records[part.start : part.stop]).moved(part.start)
    data = [row for row in records[placement.first : part.stop] if len(row) > 1 or (row and row[0].strip())]
    header = records[placement.header] if placement.header is not None else placement.names
    rows = data if header is None else [header, *data]
    width = len(records[placement.header]) if placement.header is not None else _usual_width(data)
    return Dialect(delimiter, placement, width, rows, _spaced(rows), None if is_last else part.stop)


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


def _usual_width(rows: list[list[str]]) -> int:
    widths = Counter(map(len, rows))
    return max(widths, key=lambda width: (widths[width], width), default=0)


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


def _spaced(rows: list[list[str]]) -> bool:
    cells = [cell for row in rows[:100] for cell in row[1:] if cell]
    return bool(cells) and sum(cell.startswith(' ') for cell in cells) >= 0.9 * len(cells)
