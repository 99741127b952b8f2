"""Adds up what the blocks of a file tell of one column."""

from describers.tables.column_facts import FIRST_CELLS, MAX_DISTINCT, MAX_EXACT
from describers.plain import clean_name
from describers.tables.table import EXAMINED, first_distinct, plain_bound


class ColumnTotals:
    """Blocks are added in order, so that the same file always gives the same words."""

    def __init__(self, plan):
        self.plan = plan
        self.listed = plan.listed
        self.nulls = self.text_bytes = 0
        self.low = self.high = None
        self.has_floats = False
        self.distinct = set() if plan.counted else None
        self.words = set()
        self.first = []

    def add(self, facts):
        self.nulls += facts.nulls
        self.text_bytes += facts.text_bytes
        self.has_floats = self.has_floats or facts.has_floats
        self.words |= facts.words
        if facts.low is not None:
            self.low = facts.low if self.low is None else min(self.low, facts.low)
            self.high = facts.high if self.high is None else max(self.high, facts.high)
        self._count(facts.distinct)
        if self.plan.listed:
            self.first = (self.first + facts.first)[:FIRST_CELLS]
            self.plan = self.plan._replace(listed=len(self.first) < FIRST_CELLS)

    def _count(self, distinct):
        if self.distinct is None:
            return
        self.distinct = None if distinct is None else self.distinct | distinct
        if self.distinct is None or len(self.distinct) > MAX_DISTINCT:
            self.distinct = None
            self.plan = self.plan._replace(counted=False)

    def is_sure(self):
        """False for whole numbers that a float would change: they may be codes."""
        is_float = self.plan.kind == 'number' and self.dtype('') == 'float64'
        return not is_float or self.low is None or max(abs(self.low), abs(self.high)) <= MAX_EXACT

    def dtype(self, of_head):
        """The dtype of the whole column."""
        if self.plan.kind == 'number':
            return 'float64' if self.nulls or self.has_floats else 'int64'
        return of_head

    def describe(self, head, examples):
        """The column in a description; `head` holds its first cells."""
        kind = float if self.dtype('') == 'float64' else lambda value: value
        values = self.first if self.listed else head.dropna().iloc[:EXAMINED]
        column = {'name': clean_name(head.name), 'dtype': self.dtype(str(head.dtype)), 'nullCount': self.nulls}
        if self.distinct is not None:
            column['distinctCount'] = len(self.distinct)
        if self.low is not None:
            column['min'], column['max'] = plain_bound(kind(self.low)), plain_bound(kind(self.high))
        column['examples'] = first_distinct(map(kind, values), examples)
        return column

    def frame_bytes(self, rows):
        """What the column takes in a data frame."""
        return 8 * rows + self.text_bytes
