"""Counts the records of a table one after the other: their widths, the columns they use, what is no data among them."""

from collections import deque

from describers.tables.dialect import Dialect
from describers.tables.placement.kinds import filled, row_text
from describers.tables.placement.rows_below import MAX_BELOW, rows_below
from describers.tables.placement.rows_left_out import MAX_LEFT_OUT, RowsLeftOut


class RecordCounts:
    """What was counted of the records so far, in constant memory."""

    def __init__(self, dialect: Dialect) -> None:
        placement = dialect.placement
        self._width, self._kinds = dialect.width, placement.kinds
        names = dialect.rows[0] if dialect.has_header else []
        self._why = RowsLeftOut(names, placement).why
        self._tail: deque[_Record] = deque(maxlen=2 * MAX_BELOW)
        self._first_used: int | None = None
        self._last_used = -1
        self.rows = self.ragged = self.longer = self.one_longer = self.first_line = 0
        self.empty_tail = True
        self.left_out: dict[int, str] = {}

    @property
    def used(self) -> range:
        """Columns from the first that holds anything to the last."""
        return range(self._first_used or 0, self._last_used + 1)

    def add(self, position: int, line: int, row: list[str]) -> bool:
        """Whether the record at this position counts as data."""
        blank = not row or (len(row) == 1 and not row[0].strip())
        why = None if blank else self._why(row)
        if why and len(self.left_out) < MAX_LEFT_OUT:
            self.left_out[position] = why
            self._tail.append(_Record(row, position, line, is_data=False))
            return False
        self._tail.append(_Record(row, position, line, is_data=not blank))
        if blank:
            return False
        self.rows += 1
        self._measure(row, line)
        return True

    def _measure(self, row: list[str], line: int) -> None:
        cells = filled(row)
        if cells:
            self._first_used = cells[0] if self._first_used is None else min(self._first_used, cells[0])
            self._last_used = max(self._last_used, cells[-1])
        if len(row) == self._width:
            return
        self.ragged += 1
        self.first_line = self.first_line or line
        if len(row) > self._width:
            self.longer += 1
            self.one_longer += len(row) == self._width + 1
            self.empty_tail = self.empty_tail and not any(row[self._width :])

    def below(self) -> list[str]:
        """Texts of the last records, which are notes under the table; from now on they are not counted as data."""
        records = list(self._tail)
        count = rows_below([record.row for record in records], self._kinds, self._width)
        last = records[len(records) - count :]
        for record in last:
            self.left_out.pop(record.position, None)
            if record.is_data:
                self.rows -= 1
                self.ragged -= len(record.row) != self._width
                if len(record.row) > self._width:
                    self.longer -= 1
                    self.one_longer -= len(record.row) == self._width + 1
            if record.line == self.first_line:
                self.first_line = 0
        return [text for record in last if (text := row_text(record.row))]


class _Record:
    __slots__ = ('is_data', 'line', 'position', 'row')

    def __init__(self, row: list[str], position: int, line: int, is_data: bool) -> None:
        self.row, self.position, self.line, self.is_data = row, position, line, is_data
