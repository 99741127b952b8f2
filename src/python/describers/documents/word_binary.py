"""Reads text and paragraph styles of Word 97-2003 documents, see [MS-DOC] 2.4.1 and 2.4.6.1."""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from describers.base.problem import FileProblem
from describers.containers.password import PROTECTED

if TYPE_CHECKING:
    import olefile

WORD_MARK = 0xA5EC
WORD_95 = 105  # the last version number before Word 97, which writes 193 and more
ENCRYPTED = 0x0100
SECOND_TABLE = 0x0200
MAIN_TEXT_COUNT = 3
PARAGRAPH_PAGES = 13
PIECES = 33
ONE_BYTE = 'cp1252'
COMPRESSED = 0x40000000
PAGE = 512
END_OF_PARAGRAPH = re.compile(r'[\r\x07\x0c]')
FIELD = re.compile('\x13[^\x14\x15]*\x14?|\x15')
IN_TABLE, ROW_END, OUTLINE = b'\x16\x24\x01', b'\x17\x24\x01', b'\x40\x26'
OLD = 'was written by Word 95 or older; open it in Word or LibreOffice and save it as .docx'
DAMAGED = "is damaged: its text can't be found; open it in Word or LibreOffice and save it again"


class Piece(NamedTuple):
    start: int
    end: int
    codec: str


@dataclass(frozen=True)
class Paragraph:
    text: str
    style: int
    """1 to 9 are the built-in headings."""
    in_table: bool
    ends_cell: bool
    ends_row: bool


# Heading level or 0, whether a paragraph stands in a table, whether it ends a row.
Format = tuple[int, bool, bool]


class WordFile:
    """The main text in its pieces; headers, footnotes and comments stand behind it and are not read."""

    def __init__(self, container: olefile.OleFileIO) -> None:
        self.data: bytes = container.openstream('WordDocument').read()
        if len(self.data) < 34 or self._number('<H', 0) != WORD_MARK:
            raise FileProblem(DAMAGED)
        if self._number('<H', 2) <= WORD_95:
            raise FileProblem(OLD)
        flags = self._number('<H', 10)
        if flags & ENCRYPTED:
            raise FileProblem(PROTECTED)
        self._table: bytes = container.openstream('1Table' if flags & SECOND_TABLE else '0Table').read()
        self._longs = 34 + 2 * self._number('<H', 32) + 2
        self._offsets = self._longs + 4 * self._number('<H', self._longs - 2) + 2
        self.pieces = self._read_pieces()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Paragraphs in order; a cell or a row of a table ends like one."""
        starts, facts = self._paragraph_facts()
        begun = ''
        for piece in self.pieces:
            text = self.data[piece.start : piece.end].decode(piece.codec, 'replace')
            width, done = (1 if piece.codec == ONE_BYTE else 2), 0
            for mark in END_OF_PARAGRAPH.finditer(text):
                style, in_table, row_end = _fact_at(piece.start + mark.start() * width, starts, facts)
                is_cell = mark[0] == '\x07'
                whole = FIELD.sub('', begun + text[done : mark.start()])
                yield Paragraph(whole, style, in_table or is_cell, is_cell and not row_end, is_cell and row_end)
                begun, done = '', mark.end()
            begun += text[done:]
        if begun:
            yield Paragraph(FIELD.sub('', begun), 0, False, False, False)

    def _read_pieces(self) -> list[Piece]:
        start, size = self._location(PIECES)
        table = self._table[start : start + size]
        at = 0
        while table[at : at + 1] == b'\x01':
            at += 3 + int.from_bytes(table[at + 1 : at + 3], 'little')
        size = int.from_bytes(table[at + 1 : at + 5], 'little')
        table = table[at + 5 : at + 5 + size]
        count = (len(table) - 4) // 12
        if count < 1:
            raise FileProblem(DAMAGED)
        positions = struct.unpack_from(f'<{count + 1}I', table)
        left = self._number('<I', self._longs + 4 * MAIN_TEXT_COUNT)
        pieces: list[Piece] = []
        for index in range(count):
            place = int.from_bytes(table[4 * (count + 1) + 8 * index + 2 :][:4], 'little')
            length = min(positions[index + 1] - positions[index], left)
            if length > 0:
                _append(pieces, place, length)
                left -= length
        if any(piece.end > len(self.data) for piece in pieces):
            raise FileProblem(DAMAGED)
        return pieces

    def _paragraph_facts(self) -> tuple[list[int], list[Format]]:
        """Where each run of the file with one paragraph format begins, and what that format says."""
        start, size = self._location(PARAGRAPH_PAGES)
        count = max(0, (size - 4) // 8)
        numbers = self._table[start + 4 * (count + 1) : start + 4 * (count + 1) + 4 * count]
        found = {}
        for (number,) in struct.iter_unpack('<I', numbers[: len(numbers) // 4 * 4]):
            page = self.data[number * PAGE : (number + 1) * PAGE]
            if len(page) == PAGE:
                found.update(_page_facts(page))
        starts = sorted(found)
        return starts, [found[each] for each in starts]

    def _location(self, index: int) -> tuple[int, int]:
        at = self._offsets + 8 * index
        return self._number('<I', at), self._number('<I', at + 4)

    def _number(self, form: str, at: int) -> int:
        if at + struct.calcsize(form) > len(self.data):
            raise FileProblem(DAMAGED)
        return int(struct.unpack_from(form, self.data, at)[0])


def _append(pieces: list[Piece], place: int, length: int) -> None:
    """Pieces that continue one another in the file are one."""
    if place & COMPRESSED:
        start, codec, size = (place & ~COMPRESSED) // 2, ONE_BYTE, length
    else:
        start, codec, size = place, 'utf-16-le', 2 * length
    if pieces and pieces[-1].end == start and pieces[-1].codec == codec:
        pieces[-1] = pieces[-1]._replace(end=start + size)
    else:
        pieces.append(Piece(start, start + size, codec))


def _page_facts(page: bytes) -> dict[int, Format]:
    count = page[-1]
    if 4 * (count + 1) + 13 * count > PAGE:
        return {}
    begins = struct.unpack_from(f'<{count}I', page)
    return {begin: _format(page, 2 * page[4 * (count + 1) + 13 * index]) for index, begin in enumerate(begins)}


def _format(page: bytes, at: int) -> Format:
    if at == 0 or at + 2 >= PAGE:
        return 0, False, False
    size, begin = (2 * page[at] - 1, at + 1) if page[at] else (2 * page[at + 1], at + 2)
    body = page[begin : begin + size]
    style = int.from_bytes(body[:2], 'little')
    outline = body.find(OUTLINE, 2)
    level = body[outline + 2] + 1 if 2 <= outline < len(body) - 2 and body[outline + 2] < 9 else 0
    return level or (style if 1 <= style <= 9 else 0), IN_TABLE in body[2:], ROW_END in body[2:]


def _fact_at(place: int, starts: list[int], facts: list[Format]) -> Format:
    index = bisect_right(starts, place) - 1
    return facts[index] if index >= 0 else (0, False, False)
