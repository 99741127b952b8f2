"""Looks at a whole grid of cells: where its table begins and ends, and what among its rows is no data."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from describers.tables.placement.kinds import Row, filled, is_blank_row, row_text, text_of
from describers.tables.placement.placement import Placement, place
from describers.tables.placement.rows_below import MAX_BELOW, rows_below
from describers.tables.placement.rows_left_out import MAX_LEFT_OUT, RowsLeftOut


@dataclass(frozen=True)
class Survey:
    """Of one table; rows and columns are counted from 0 in the grid."""

    placement: Placement
    end: int
    """The row behind the last one of data."""
    left_out: dict[int, str]
    """Rows between the first and the last of data that are no data, and why: a word of `WORDS`."""
    below: list[str]
    """Texts of the rows under the table."""

    @property
    def data_rows(self) -> list[int]:
        """The rows of data, in order."""
        return [at for at in range(self.placement.first, self.end) if at not in self.left_out]

    @property
    def skipped(self) -> list[int]:
        """All rows before the end that are neither names nor data."""
        return sorted({*self.placement.skipped, *self.left_out})

    def moved(self, down: int, right: int) -> 'Survey':
        """The same in a grid that has so many more rows above and columns to the left."""
        left_out = {row + down: why for row, why in self.left_out.items()}
        return Survey(self.placement.moved(down, right), self.end + down, left_out, self.below)


def survey(rows: Sequence[Row]) -> Survey:
    """Of the one table in these rows; a grid in which nothing stands begins and ends at 0."""
    placement = place(rows)
    end = _without_blank_rows(rows, 0, len(rows))
    tail = rows[max(placement.first, end - 2 * MAX_BELOW) : end]
    count = rows_below(tail, placement.kinds, len(placement.columns))
    texts = [text for row in rows[end - count : end] if (text := row_text(row))]
    last = _without_blank_rows(rows, placement.first, end - count)
    placement = _as_wide_as(rows[placement.first : last], placement)
    why = RowsLeftOut(names_of(rows, placement), placement).why
    found = {at: word for at in range(placement.first, last) if (word := why(rows[at])) is not None}
    kept = dict(list(found.items())[:MAX_LEFT_OUT])
    return Survey(placement, last, kept, texts)


def widened(placement: Placement, columns: range) -> Placement:
    """The same with further columns, which are numbered where several rows were joined to names."""
    if columns == placement.columns or placement.names is None:
        return replace(placement, columns=columns)
    before, after = placement.columns.start - columns.start, columns.stop - placement.columns.stop
    names = [*[''] * before, *placement.names, *[''] * after]
    return replace(placement, columns=columns, names=[name or f'column_{at}' for at, name in enumerate(names, start=1)])


def _as_wide_as(rows: Sequence[Row], placement: Placement) -> Placement:
    """With the columns in which something stands only far below the rows by which the table was placed."""
    start, stop = placement.columns.start, placement.columns.stop
    for row in rows:
        if len(row) > stop and not is_blank_row(row[stop:]):
            stop = filled(row)[-1] + 1
        if start and not is_blank_row(row[:start]):
            start = filled(row)[0]
    return widened(placement, range(start, stop))


def _without_blank_rows(rows: Sequence[Row], first: int, end: int) -> int:
    """The row behind the last one in which something stands."""
    return next((at + 1 for at in reversed(range(first, end)) if not is_blank_row(rows[at])), first)


def names_of(rows: Sequence[Row], placement: Placement) -> list[str]:
    """The names of the columns as they stand in the grid; none where it has none."""
    if placement.header is None:
        return placement.names or []
    return [text_of(cell) for cell in rows[placement.header]]
