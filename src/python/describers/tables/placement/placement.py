"""Finds the header of a table and its first row of data."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median_low

from describers.tables.placement.column_kinds import agreement, column_kinds
from describers.tables.placement.header_names import joined_names, levels_of
from describers.tables.placement.kinds import Kind, Row, filled, is_blank, is_comment, is_data, row_text, text_of
from describers.tables.placement.periods import names_counted, names_periods

EXAMINED = 1_000
MAX_ABOVE = 60  # rows among which the first one of data is looked for
MAX_HEADER = 5
MAX_DAMAGED = 3


@dataclass(frozen=True)
class Placement:
    """Where a table stands in a grid; rows are counted from 0."""

    header: int | None
    """The row whose cells are the names; None where there is none, or where `names` join several."""
    first: int
    """The first row of data."""
    columns: range
    """From the first column that holds anything to the last."""
    names: list[str] | None = None
    """Of the columns, where several rows are joined or the header had to be divided."""
    is_divided: bool = False
    """The header is not divided into cells as the rows of data are."""
    further: list[str] = field(default_factory=list)
    """Texts of header rows that are no names: units, descriptions; one for each row."""
    above: list[str] = field(default_factory=list)
    """Texts of the rows above the header, one for each row."""
    kinds: dict[int, Kind] = field(default_factory=dict)
    """Columns of numbers and dates."""

    @property
    def has_header(self) -> bool:
        """Whether the file names its columns."""
        return self.header is not None or self.names is not None

    @property
    def header_row(self) -> int | None:
        """The row of names, of several joined ones the lowest."""
        return self.header if self.names is None else self.first - 1

    @property
    def skipped(self) -> list[int]:
        """Rows above the data that are not the row of names."""
        return [at for at in range(self.first) if at != self.header]

    @property
    def has_comments_above(self) -> bool:
        """Whether remarks stand above the table, as they may then inside of it."""
        return any(is_comment([text]) for text in self.above)

    def moved(self, down: int, right: int = 0) -> 'Placement':
        """The same in a grid that has so many more rows above and columns to the left."""
        return replace(
            self,
            header=None if self.header is None else self.header + down,
            first=self.first + down,
            columns=range(self.columns.start + right, self.columns.stop + right),
            kinds={column + right: kind for column, kind in self.kinds.items()},
        )


def place(rows: Sequence[Row]) -> Placement:
    """Of the table in these rows, the first of a file or sheet. A grid in which nothing stands begins and ends at 0."""
    rows = rows[:EXAMINED]
    kinds = column_kinds(rows)
    usual = median_low([count for row in rows if (count := len(filled(row)))] or [0])
    if usual == 0:
        return Placement(None, 0, range(0))
    first = _first_data(rows, kinds, usual)
    bottom = next((at + 1 for at in reversed(range(first)) if filled(rows[at])), 0)
    header = _without_data(rows, range(_top_of_names(rows, bottom, usual), bottom), kinds, usual)
    if not header:
        header = _without_data(rows, _names_further_above(rows, bottom, usual), kinds, usual)
    below = [row for row in rows[first + 1 : first + 21] if filled(row)]
    if first < len(rows) and (names_periods(rows[first], below) or (not header and names_counted(rows[first]))):
        header = range(_top_of_names(rows, first, usual, below_name=True), _end_of_names(rows, first, kinds))
    first = _next_filled(rows, header.stop) if header else first
    columns = _columns(rows, header.start if header else first)
    kept = {at: kind for at, kind in kinds.items() if at in columns}
    if not header:
        return Placement(None, first, columns, above=_texts(rows[:first]), kinds=kept)
    above, levels = _texts(rows[: header.start]), [rows[at] for at in header]
    names = joined_names(levels, columns)
    if names is not None:
        unused = [
            row for row in levels if not any(text_of(cell) in ' '.join(names) for cell in row if not is_blank(cell))
        ]
        return Placement(None, first, columns, names, further=_texts(unused), above=above, kinds=kept)
    named, further = levels_of(levels, columns)
    return Placement(header.start + named, first, columns, further=_texts(further), above=above, kinds=kept)


def _without_data(rows: Sequence[Row], header: range, kinds: dict[int, Kind], usual: int) -> range:
    """Below the first row of names, what stands above one with a text in each column of numbers and dates is no data either."""
    wide = next((at for at in header if _is_wide(rows[at], usual)), header.stop)
    lowest = next((at for at in reversed(header) if _is_beside_data(rows[at], kinds)), wide)
    return range(header.start, max(wide, lowest) + 1) if header else header


def _is_beside_data(row: Row, kinds: dict[int, Kind]) -> bool:
    same, other = agreement(row, kinds)
    is_index_name = filled(row) == [0] and other == 1
    return is_index_name or (same == 0 and len(kinds) > 1 and other >= len(kinds) - (0 in kinds))


def _first_data(rows: Sequence[Row], kinds: dict[int, Kind], usual: int) -> int:
    """Of the first row that agrees with the columns of numbers and dates, or that is as wide as the others where all is text."""
    named = False
    for at, row in enumerate(rows[:MAX_ABOVE] if kinds else ()):
        if not filled(row) or is_comment(row):
            continue
        same, other = agreement(row, kinds)
        if named and (same > 0 or other == 0):
            return at
        if same > other and len(filled(row)) * 2 >= usual:
            return at
        named = named or (same == 0 and other * 2 >= len(kinds) and _is_wide(row, usual))
    first = next(
        (at for at, row in enumerate(rows) if _is_wide(row, usual) and not is_comment(row) and not _is_keyed(row)), 0
    )
    if any(is_data(cell) for cell in rows[first]):
        return first
    return _next_filled(rows, first + 1)


def _top_of_names(rows: Sequence[Row], bottom: int, usual: int, below_name: bool = False) -> int:
    """Where the rows of names begin that end above `bottom`, which is returned where there are none."""
    top, named = bottom, below_name
    while top > 0 and bottom - top < MAX_HEADER and _may_name(rows[top - 1], usual, named):
        top -= 1
        named = named or _is_wide(rows[top], usual)
    return top if named else bottom


def _end_of_names(rows: Sequence[Row], periods: int, kinds: dict[int, Kind]) -> int:
    """The row behind the names that begin with a row of periods: texts may stand below them, as "Units" below "2024"."""
    at = periods + 1
    while (
        at < len(rows) and at - periods < MAX_HEADER and not is_comment(rows[at]) and _is_beside_data(rows[at], kinds)
    ):
        at += 1
    return at


def _names_further_above(rows: Sequence[Row], bottom: int, usual: int) -> range:
    """Names above a damaged row or two that are no names; an empty range where there are none."""
    for at in range(bottom - 1, max(-1, bottom - 1 - MAX_DAMAGED), -1):
        if not filled(rows[at]):
            break
        if _may_name(rows[at], usual, named=False) and _is_wide(rows[at], usual):
            return range(_top_of_names(rows, at + 1, usual), at + 1)
    return range(0)


def _may_name(row: Row, usual: int, named: bool) -> bool:
    """A row of names holds texts or periods; above one that is wide enough, at least two of them."""
    cells = filled(row)
    if not cells or is_comment(row) or _is_keyed(row):
        return False
    if named and len(cells) < min(2, usual):
        return False
    if any(is_data(row[at]) for at in cells) and not names_periods(row, []):
        return False
    return named or _is_wide(row, usual) or (len(cells) == 1 and cells[0] == 0 and usual > 2)


def _is_wide(row: Row, usual: int) -> bool:
    cells = filled(row)
    count = len(cells) + (cells == [*range(1, len(row))])  # the first column is often the one without a name
    return count >= min(2, usual) and count * 2 >= usual


def _is_keyed(row: Row) -> bool:
    """Whether the row tells something of the table, as "Source: Bureau" does."""
    return any(isinstance(cell, str) and cell.rstrip().endswith(':') for cell in row)


def _next_filled(rows: Sequence[Row], at: int) -> int:
    return next((row for row in range(at, len(rows)) if filled(rows[row])), at)


def _columns(rows: Sequence[Row], top: int) -> range:
    used = {at for row in rows[top:] for at in filled(row)}
    return range(min(used), max(used) + 1) if used else range(0)


def _texts(rows: Sequence[Row]) -> list[str]:
    """One text for each row in which anything stands."""
    return [text for row in rows if (text := row_text(row))]
