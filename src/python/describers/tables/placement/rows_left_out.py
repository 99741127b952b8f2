"""Finds the records inside a table that are no data: comments, repeated headers, blank ones."""

from collections.abc import Sequence

from describers.tables.placement.column_kinds import agreement
from describers.tables.placement.kinds import Row, filled, is_blank_row, is_comment, text_of
from describers.tables.placement.placement import Placement

MAX_LEFT_OUT = 200
WORDS = {'comment': 'comments', 'header': 'repetitions of the header', 'blank': 'blank rows'}
"""What is left out, by the word for one."""


class RowsLeftOut:
    """Tells of one record after the other whether it is no data."""

    def __init__(self, header: Sequence[str], placement: Placement) -> None:
        self._header = [' '.join(name.split()) for name in header]
        self._names = next((name for name in self._header if name), None)
        self._kinds = placement.kinds
        self._comments_above = placement.has_comments_above

    def why(self, row: Row) -> str | None:
        """A word of `WORDS`; None for a record of data."""
        if len(row) > 1 and is_blank_row(row):
            return 'blank'
        if is_comment(row):
            return 'comment' if self._comments_above or self._is_beside(row) else None
        return 'header' if self._names is not None and len(row) > 1 and self._is_header(row) else None

    def _is_header(self, row: Row) -> bool:
        if len(self._header) < len(row):
            return False
        return all(name == text_of(cell) for name, cell in zip(self._header, row, strict=False))

    def _is_beside(self, row: Row) -> bool:
        same, other = agreement(row, self._kinds)
        return bool(self._kinds) and same == 0 and (other > 0 or len(filled(row)) * 2 < len(self._header))
