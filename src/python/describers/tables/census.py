"""Counts the rows of a delimited file that don't have the header's width."""

import csv
import math
from typing import NamedTuple

from describers.tables.record_blocks import Unsure
from describers.tables.telling_cells import TellingCells

PIECE = 1 << 20  # bytes


class Census(NamedTuple):
    ragged: int
    longer: int
    first_ragged_line: int
    empty_tail: bool
    """Every longer row ends in empty fields only: trailing delimiters."""
    all_one_longer: bool
    notes_below: int
    """Records of a single field after a blank line at the end: notes under the table."""
    zero_columns: set
    """Positions of columns with a cell such as "007"."""
    null_words: dict
    """Position to the words met there that pandas takes for a missing value, though they may be one: "NA"."""
    holds_nul: bool = False

    @staticmethod
    def regular(null_words):
        """The census of a file in which every row has the header's width."""
        return Census(0, 0, 0, True, False, 0, set(), null_words)

    @staticmethod
    def of_uneven(name, uneven, null_words):
        """The census of a file of whose rows only these have another width; raises Unsure where they may be notes below the table."""
        if uneven.single and uneven.blank:
            raise Unsure
        line = 0 if uneven.first_end is None else _line_at(name, uneven.first_end)
        return Census(uneven.count, uneven.longer, line, uneven.empty_tail, False, 0, set(), null_words)


def take_census(name, encoding, dialect, quoting=csv.QUOTE_MINIMAL, most=None):
    """One pass over the whole file, or over as many data rows as `most`, in constant memory."""
    most = math.inf if most is None else most + dialect.has_header + bool(dialect.units)
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
            if rows == most:
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
    counts = (ragged - tail, longer, first_line, empty_tail, all_one_longer, tail)
    return Census(*counts, cells.zeros, cells.words, cells.holds_nul)


def _line_at(name, end):
    """Number of the line that ends at this offset."""
    count = 0
    with open(name, 'rb') as file:
        while end > 0:
            piece = file.read(min(end, PIECE))
            count += piece.count(b'\n')
            end -= len(piece)
    return count if piece.endswith(b'\n') else count + 1
