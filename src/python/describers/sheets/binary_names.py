"""Reads what the defined names of .xlsb refer to: cells of the workbook and plain values, see [MS-XLSB] 2.5.97."""

import re
import struct
from collections.abc import Callable

from describers.sheets.workbook_parts import column_letters

SELF = 357
SUPPORTING = (355, SELF, 358, 667)
PLAIN_TITLE = re.compile(r'[^\W\d][\w.]*')
COLUMN, ROW_IS_RELATIVE, COLUMN_IS_RELATIVE = 0x3FFF, 0x8000, 0x4000

# Titles of the sheets that links lead to, None for any other place.
Titles = list[str | None]


def target_of(formula: bytes, titles: Titles) -> str:
    """The text of a formula of a single token; empty for any other. `titles` are those that `sheet_titles` gives."""
    kind, body = (formula[0] if formula else 0), formula[1:]
    if 0x40 <= kind < 0x80:  # tokens of operands come in three classes, 32 apart
        kind = kind & 0x1F | 0x20
    if kind not in TOKENS:
        return ''
    size, show = TOKENS[kind]
    try:
        return show(body, titles) if size in (len(body), None) else ''
    except (struct.error, IndexError, UnicodeError):
        return ''


def sheet_titles(links: bytes, supporting: list[int], sheets: list[str]) -> Titles:
    """The title for each link, None where it leads to several sheets or out of the workbook."""
    return [
        _title(link, supporting, sheets)
        for link in struct.iter_unpack('<Iii', links[4 : 4 + (len(links) - 4) // 12 * 12])
    ]


def _title(link: tuple[int, int, int], supporting: list[int], sheets: list[str]) -> str | None:
    book, first, last = link
    inside = book < len(supporting) and supporting[book] == SELF and first == last and 0 <= first < len(sheets)
    return sheets[first] if inside else None


def _cell(body: bytes, titles: Titles) -> str:
    link, row, column = struct.unpack('<HIH', body)
    return _on_sheet(titles[link], _place(row, column))


def _area(body: bytes, titles: Titles) -> str:
    link, top, bottom, left, right = struct.unpack('<HIIHH', body)
    return _on_sheet(titles[link], f'{_place(top, left)}:{_place(bottom, right)}')


def _on_sheet(title: str | None, place: str) -> str:
    if title is None:
        return ''
    shown = title if PLAIN_TITLE.fullmatch(title) else "'" + title.replace("'", "''") + "'"
    return f'{shown}!{place}'


def _place(row: int, column: int) -> str:
    across = '' if column & COLUMN_IS_RELATIVE else '$'
    down = '' if column & ROW_IS_RELATIVE else '$'
    return f'{across}{column_letters(column & COLUMN)}{down}{row + 1}'


def _text(body: bytes, _: Titles) -> str:
    length = int.from_bytes(body[:2], 'little')
    text = body[2:].decode('utf-16-le')
    return '"' + text.replace('"', '""') + '"' if 2 * length == len(body) - 2 else ''


# Token to the bytes that follow it, None where they tell themselves how many they are, and how it is written.
TOKENS: dict[int, tuple[int | None, Callable[[bytes, Titles], str]]] = {
    0x17: (None, _text),
    0x1D: (1, lambda body, _: 'TRUE' if body[0] else 'FALSE'),
    0x1E: (2, lambda body, _: str(struct.unpack('<H', body)[0])),
    0x1F: (8, lambda body, _: f'{struct.unpack("<d", body)[0]:.15g}'),
    0x3A: (8, _cell),
    0x3B: (14, _area),
}
