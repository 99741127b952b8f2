"""What the readers of the workbook formats tell, and the one limit all of them hold sheets to."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from describers.base.plain import clean_name
from describers.base.problem import FileProblem

# Readers fill the rectangle from A1 to the last cell, so that one lost cell far away costs as much as a full sheet.
MAX_CELLS = 20_000_000

ZEROS = re.compile(r'0{2,15}')
"""Formats of numbers that show zeros in front."""

# Top, left, bottom and right of merged cells, from 0.
Range = tuple[int, int, int, int]


@dataclass(frozen=True)
class SheetParts:
    formulas: int
    merged: list[Range] | None
    """None where the fast reader tells them."""
    notes: tuple[str, ...] = ()
    unsaved: Mapping[int, int] = field(default_factory=dict)
    """Column to the formulas in it that no program has computed, where the format tells."""
    zero_digits: Mapping[int, int] = field(default_factory=dict)
    """Column to the digits that its format shows, with zeros in front: 5 for 00000."""


@dataclass(frozen=True)
class Parts:
    """What a reader of one format knows of the whole workbook and how it looks into one sheet."""

    defined_names: list[tuple[str, str]]
    """Name and what it refers to, in the order of the file."""
    has_macros: bool
    look: Callable[[str], SheetParts]
    """Takes the title of a sheet and reads no more than that sheet."""


def check_extent(title: str, rows: int, columns: int) -> None:
    """Refuses a sheet before a reader asks for more memory than any run has."""
    if rows * columns > MAX_CELLS:
        raise FileProblem(
            f'has a sheet "{clean_name(title)[:31]}" of {rows} rows and {columns} columns, too many to be read; '
            'delete the cells that stand far from the data, or save the data as .csv'
        )


def column_letters(position: int) -> str:
    """0 is A, 26 is AA."""
    letters, left = '', position + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(65 + letter) + letters
    return letters
