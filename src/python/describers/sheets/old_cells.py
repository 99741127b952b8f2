"""Tells of the sheets of an .xls what only its records hold: formulas, results that were never saved, formats with zeros."""

import struct
from collections import Counter

from describers.sheets.workbook_parts import ZEROS, SheetParts

FORMULA = 0x0006
MULTIPLE = 0x00BD
STYLE = 0x00E0
FORMAT = 0x041E
NUMBERS = (0x0203, 0x027E, FORMULA)
NO_TEXT = 3  # the kind of a result; what programs write that compute nothing


class OldCells:
    """Takes the records of a workbook in their order: those of styles stand before all sheets."""

    def __init__(self) -> None:
        self.wanted = {FORMULA, STYLE, FORMAT}
        """The kinds of records that have to be given; those of numbers only where a format may matter."""
        self._digits: dict[int, int] = {}
        self._styles: list[int] = []
        self._zeros: dict[int, int] = {}
        self._formulas: dict[str, int] = {}
        self._unsaved: dict[str, Counter[int]] = {}
        self._shown: dict[str, dict[int, int]] = {}
        self._title: str | None = None

    def begin(self, title: str) -> None:
        """From now on records are those of this sheet."""
        found = ((at, self._digits.get(key)) for at, key in enumerate(self._styles))
        self._zeros = {at: count for at, count in found if count is not None}
        self.wanted = {FORMULA, *((*NUMBERS, MULTIPLE) if self._zeros else ())}
        self._title = title
        self._formulas[title], self._unsaved[title], self._shown[title] = 0, Counter(), {}

    def take(self, kind: int, body: bytes) -> None:
        """The next record of a wanted kind; one that is too short tells nothing."""
        if kind == FORMAT:
            self._take_format(body)
        elif kind == STYLE:
            self._styles.append(int.from_bytes(body[2:4], 'little'))
        elif self._title is not None and len(body) >= 6:
            self._take_cell(self._title, kind, body)

    def of_sheet(self, title: str) -> SheetParts:
        """Results count as unsaved where no formula of the sheet has one, since a single one may well be an empty text."""
        formulas, unsaved = self._formulas[title], self._unsaved[title]
        none_saved = unsaved.total() == formulas
        return SheetParts(formulas, None, unsaved=unsaved if none_saved else {}, zero_digits=self._shown[title])

    def _take_format(self, body: bytes) -> None:
        """As it stands since Excel 97; of older ones the characters are no format of zeros."""
        code = body[5:].decode('utf-16-le' if body[4:5] == b'\1' else 'latin-1', 'replace')
        if ZEROS.fullmatch(code):
            self._digits[int.from_bytes(body[:2], 'little')] = len(code)

    def _take_cell(self, title: str, kind: int, body: bytes) -> None:
        _, column, style = struct.unpack_from('<HHH', body)
        if kind == FORMULA:
            self._formulas[title] += 1
            if body[6:7] == bytes([NO_TEXT]) and body[12:14] == b'\xff\xff':
                self._unsaved[title][column] += 1
        # A record of several cells holds a style and a number for each, and then their last column.
        styles = [style] if kind != MULTIPLE else [body[at] | body[at + 1] << 8 for at in range(4, len(body) - 7, 6)]
        for each, used in enumerate(styles, start=column):
            if used in self._zeros:
                self._shown[title][each] = self._zeros[used]
