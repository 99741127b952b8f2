"""Counts the rows of a delimited file that don't have the header's width."""

import csv
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from describers.tables.layout import Layout
from describers.tables.record_blocks import Unsure
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
    notes_below: int = 0
    """Records of a single field after a blank line at the end: notes under the table."""
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
    end = math.inf if most is None else most + dialect.has_header + bool(dialect.units)
    rows = ragged = longer = one_longer = first_line = tail = 0
    empty_tail, after_blank = True, False
    cells = TellingCells(dialect.delimiter)
    with open(name, encoding=encoding.codec, errors=encoding.errors, newline='') as file:
        reader = csv.reader(
            map(cells.watch, file),
            delimiter=dialect.delimiter,
            skipinitialspace=dialect.space_after,
            quoting=quoting,
        )
        for position, row in enumerate(reader):
            if rows == end:
                break
            if position < dialect.skipped:
                continue
            if not row or (len(row) == 1 and not row[0].strip()):
                after_blank, tail = True, 0
                continue
            after_blank = after_blank and len(row) == 1 < dialect.width
            tail = tail + 1 if after_blank else 0
            rows += 1
            cells.collect(row)
            if len(row) == dialect.width:
                continue
            ragged += 1
            first_line = first_line or reader.line_num
            if len(row) > dialect.width:
                longer += 1
                one_longer += len(row) == dialect.width + 1
                empty_tail = empty_tail and not any(row[dialect.width :])
    data_rows = rows - dialect.has_header - bool(dialect.units)
    all_one_longer = 0 < data_rows == one_longer
    return Census(
        ragged=ragged - tail,
        longer=longer,
        first_ragged_line=first_line,
        empty_tail=empty_tail,
        all_one_longer=all_one_longer,
        notes_below=tail,
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
