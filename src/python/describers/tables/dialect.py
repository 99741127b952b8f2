"""Finds how a delimited text file is laid out: delimiter, lines above the table, header."""

from dataclasses import dataclass, replace

from describers.tables.delimiter import separation_of
from describers.tables.divided_header import divided_names
from describers.tables.placement.areas import rows_below_each_other
from describers.tables.placement.placement import Placement, place
from describers.tables.separation import DECLARED, Separation, usual_width, whole_lines
from describers.tables.stray_quotes import without_stray_quotes

SAMPLE_CHARACTERS = 1 << 18


@dataclass(frozen=True)
class Dialect:
    """How the text of a file is divided into cells, and what its first cells hold."""

    separation: Separation
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
    def delimiter(self) -> str:
        """What stands between the cells: one character or several."""
        return self.separation.delimiter

    @property
    def has_header(self) -> bool:
        """Whether the file names its columns."""
        return self.placement.has_header


def detect_dialect(text: str, preferred: str) -> Dialect:
    """`text` is the beginning of the file; `preferred` wins when two delimiters fit equally well."""
    return detect_tables(text, preferred)[0]


def detect_tables(text: str, preferred: str) -> list[Dialect]:
    """Of each of the tables that follow each other in a file, mostly of one."""
    sample = whole_lines(text, SAMPLE_CHARACTERS)
    separation = without_stray_quotes(text, separation_of(sample, preferred))
    records = separation.rows(sample)
    if DECLARED.match(text):
        records[0] = []
    parts = rows_below_each_other(records)
    return [_placed(separation, records, part, is_last=part is parts[-1]) for part in parts]


def _placed(separation: Separation, records: list[list[str]], part: range, is_last: bool) -> Dialect:
    placement = place(records[part.start : part.stop]).moved(part.start)
    data = [row for row in records[placement.first : part.stop] if len(row) > 1 or (row and row[0].strip())]
    placement = _with_divided_names(placement, records[part.start : placement.first], data, separation.delimiter)
    header = records[placement.header] if placement.header is not None else placement.names
    rows = data if header is None else [header, *data]
    width = len(records[placement.header]) if placement.header is not None else usual_width(data)
    return Dialect(separation, placement, width, rows, _spaced(rows), None if is_last else part.stop)


def _with_divided_names(
    placement: Placement, above: list[list[str]], data: list[list[str]], delimiter: str
) -> Placement:
    """The same with the names of a header that is not divided as the rows are, where it has one."""
    names = divided_names(above[-1], data, delimiter) if above and placement.names is None else None
    if names is None:
        return placement
    texts = placement.above if placement.header is not None else placement.above[:-1]
    return replace(placement, header=None, names=names, columns=range(len(names)), above=texts, is_divided=True)


def _spaced(rows: list[list[str]]) -> bool:
    cells = [cell for row in rows[:100] for cell in row[1:] if cell]
    return bool(cells) and sum(cell.startswith(' ') for cell in cells) >= 0.9 * len(cells)
