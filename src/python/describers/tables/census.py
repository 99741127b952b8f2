"""Counts the rows of a delimited file that don't have the header's width."""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from describers.tables.layout import Layout
from describers.tables.record_blocks import Unsure
from describers.tables.record_counts import RecordCounts
from describers.tables.telling_cells import TellingCells
from describers.tables.uneven_rows import UnevenRows

Quoting: TypeAlias = Literal[0, 3]  # QUOTE_MINIMAL or QUOTE_NONE
PIECE = 1 << 20  # bytes


@dataclass(frozen=True)
class Census:
    """What was counted of the rows of a file; by itself that of a file in which every row has the header's width."""

    ragged: int = 0
    longer: int = 0
    first_ragged_line: int = 0
    empty_tail: bool = True
    """Every longer row ends in empty fields only: trailing delimiters."""
    all_one_longer: bool = False
    rows: int = 0
    """Records of data, those inside the table that are left out not among them."""
    below: list[str] = field(default_factory=list)
    """Texts of the records under the table: sources, notes."""
    left_out: Mapping[int, str] = field(default_factory=dict)
    """Position among all records of those inside the table that are no data, and why: a word of `WORDS`."""
    used: range = range(0)
    """Columns from the first that holds anything to the last; empty where nobody looked."""
    zero_columns: Collection[int] = frozenset()
    """Positions of columns with a cell such as "007"."""
    null_words: Mapping[int, Collection[str]] = field(default_factory=dict)
    """Position to the words met there that pandas takes for a missing value, though they may be one: "NA"."""
    holds_nul: bool = False

    @staticmethod
    def of_uneven(name: str, uneven: UnevenRows, null_words: dict[int, set[str]]) -> 'Census':
        """The census of a file of whose rows only these have another width; raises Unsure where they may be notes below the table."""
        if uneven.single and uneven.blank:
            raise Unsure
        line = 0 if uneven.first_end is None else _line_at(name, uneven.first_end)
        return Census(
            ragged=uneven.count,
            longer=uneven.longer,
            first_ragged_line=line,
            empty_tail=uneven.empty_tail,
            null_words=null_words,
        )


def take_census(name: str, layout: Layout, quoting: Quoting = csv.QUOTE_MINIMAL, most: int | None = None) -> Census:
    """One pass over the whole file, or over as many data rows as `most`, in constant memory."""
    encoding, dialect = layout.encoding, layout.dialect
    counts, cells = RecordCounts(dialect), TellingCells(dialect.delimiter)
    with open(name, encoding=encoding.codec, errors=encoding.errors, newline='') as file:
        lines = map(dialect.separation.line, map(cells.watch, file))
        options = dialect.separation.options
        if quoting == csv.QUOTE_NONE:
            options['quoting'] = quoting
        reader = csv.reader(lines, skipinitialspace=dialect.space_after, **options)
        for position, row in enumerate(reader):
            if counts.rows == most or position == dialect.end:
                break
            if position < dialect.placement.first:
                continue
            if counts.add(position, reader.line_num, row):
                cells.collect(row)
    below = counts.below() if most is None else []
    return Census(
        ragged=counts.ragged,
        longer=counts.longer,
        first_ragged_line=counts.first_line,
        empty_tail=counts.empty_tail,
        all_one_longer=0 < counts.rows == counts.one_longer,
        rows=counts.rows,
        below=below,
        left_out=counts.left_out,
        used=counts.used,
        zero_columns=cells.zeros,
        null_words=cells.words,
        holds_nul=cells.holds_nul,
    )


def _line_at(name: str, end: int) -> int:
    """Number of the line that ends at this offset."""
    count = 0
    with open(name, 'rb') as file:
        while end > 0:
            piece = file.read(min(end, PIECE))
            count += piece.count(b'\n')
            end -= len(piece)
    return count if piece.endswith(b'\n') else count + 1
