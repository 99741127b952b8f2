"""Parses a JSON array of any size, a block of items at a time."""

import json
import re
from collections.abc import Iterator
from typing import Any, TextIO

from describers.base.problem import FileProblem

BLOCK = 1 << 20
MAX_ITEM = 16 << 20
AFTER_ITEM = frozenset(',] \t\n\r')
SPACE = re.compile(r'[ \t\n\r]*')
TELLING = 8  # characters at the beginning of an item that mostly tell it from what is inside of items


class ItemStream:
    """Reads from an open text file; only a block of text and its items are ever in memory.

    `dropped` counts the characters that are forgotten already.
    """

    def __init__(self, file: TextIO, decoder: json.JSONDecoder) -> None:
        self.file, self.decoder = file, decoder
        self.text, self.at = '', 0
        self.dropped, self.dropped_lines = 0, 0

    def batches(self) -> Iterator[list[Any]]:
        """Lists of items in their order, all of them together; raises FileProblem where the text is not one array."""
        self._expect('[', 'Expecting an array')
        if self._mark() != ']':
            yield self._batch()
            while self._mark() != ']':
                self._expect(',', "Expecting ',' delimiter")
                yield self._batch()
        self.at += 1
        self._expect('', 'Extra data')

    def _batch(self) -> list[Any]:
        self._mark()
        begin = self.at
        lead = self.text[begin : begin + TELLING]
        items = [self._value()]
        following = _behind_space(self.text, self.at + 1)
        if lead and self.text.startswith(lead, following):
            items += self._up_to(self.text[self.at - 1 : following] + lead, following)
        return items

    def _up_to(self, border: str, begin: int) -> list[Any]:
        """The items before the last border, empty where that is inside of one: then they are no array by themselves."""
        end = self.text.rfind(border, begin) + 1
        if not end:
            return []
        try:
            items: list[Any] = self.decoder.decode(f'[{self.text[begin:end]}]')
        except (ValueError, RecursionError):
            return []
        self.at = end if items else self.at
        return items

    def _value(self) -> Any:
        """One item; what ends with the text that is read may go on in the next block."""
        while True:
            try:
                value, end = self.decoder.raw_decode(self.text, self.at)
                reason = '' if self.text[end : end + 1] in AFTER_ITEM else "Expecting ',' delimiter"
            except json.JSONDecodeError as error:
                reason, end = error.msg, error.pos
            if not reason:
                self.at = end
                return value
            if len(self.text) - self.at > MAX_ITEM:
                raise FileProblem(
                    f'is not valid JSON or has a value of more than {MAX_ITEM >> 20} MiB; {self._place(end, reason)}'
                )
            end -= self.at
            if not self._read_on():
                raise self._invalid(reason, end)

    def _mark(self) -> str:
        """The next character that is no space, empty at the end."""
        while True:
            self.at = _behind_space(self.text, self.at)
            if self.at < len(self.text) or not self._read_on():
                return self.text[self.at : self.at + 1]

    def _expect(self, mark: str, reason: str) -> None:
        if self._mark() != mark:
            raise self._invalid(reason, self.at)
        self.at += len(mark)

    def _read_on(self) -> bool:
        """Forgets what was taken and at least doubles what is left; False at the end of the file."""
        self.dropped += self.at
        self.dropped_lines += self.text.count('\n', 0, self.at)
        block = self.file.read(max(BLOCK, len(self.text) - self.at))
        self.text, self.at = self.text[self.at :] + block, 0
        return block != ''

    def _invalid(self, reason: str, at: int) -> FileProblem:
        return FileProblem(f'is not valid JSON ({self._place(at, reason)}); correct it there or export it again')

    def _place(self, at: int, reason: str) -> str:
        return f'{reason} at line {self.dropped_lines + self.text.count(chr(10), 0, at) + 1}'


def _behind_space(text: str, at: int) -> int:
    found = SPACE.match(text, at)
    return at if found is None else found.end()
