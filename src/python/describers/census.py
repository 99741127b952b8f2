"""Counts the rows of a delimited file that don't have the header's width."""

import csv
from typing import NamedTuple


class Census(NamedTuple):
    ragged: int
    longer: int
    first_ragged_line: int
    empty_tail: bool
    """Every longer row ends in empty fields only: trailing delimiters."""
    all_one_longer: bool


def take_census(name, encoding, dialect, quoting=csv.QUOTE_MINIMAL):
    """One pass over the whole file in constant memory."""
    rows = ragged = longer = one_longer = first_line = 0
    empty_tail = True
    with open(name, encoding=encoding.codec, errors=encoding.errors, newline='') as file:
        reader = csv.reader(
            (line.replace('\0', '') for line in file),
            delimiter=dialect.delimiter,
            skipinitialspace=dialect.space_after,
            quoting=quoting,
        )
        for position, row in enumerate(reader):
            if position < dialect.skipped or not row or (len(row) == 1 and not row[0].strip()):
                continue
            rows += 1
            if len(row) == dialect.width:
                continue
            ragged += 1
            first_line = first_line or reader.line_num
            if len(row) > dialect.width:
                longer += 1
                one_longer += len(row) == dialect.width + 1
                empty_tail = empty_tail and not any(row[dialect.width :])
    data_rows = rows - dialect.has_header
    return Census(ragged, longer, first_line, empty_tail, 0 < data_rows == one_longer)
