"""Reads a text of any size once, block by block, and counts."""

import os
from dataclasses import dataclass
from typing import TextIO

from describers.base.loading import run
from describers.base.problem import FileProblem
from describers.encoding.file_encoding import whole_text_bytes
from describers.encoding.open_text import open_text
from describers.encoding.text_encoding import Encoding
from describers.text.word_count import count_block

BLOCK = 1 << 16  # small enough that memory is used again instead of being mapped anew
MAX_HEAD = 4 << 20
LARGE = 'The text does not fit in memory at once: `load` opens it, read it line by line.'


@dataclass(frozen=True)
class Scan:
    """What one reading of a text tells."""

    head: str
    """The first characters."""
    lines: int
    words: int


def scan_and_load(name: str, encoding: Encoding) -> tuple[Scan, str, list[str]]:
    """The scan, the expression for the text, and warnings; the expression gives the open file when the text is large.

    The scan reads through the `open` call of the expression, so it proves what a second reading would.
    """
    opened = open_text(name, encoding)
    with run(opened) as file:
        scan = _scan(file)
    if os.path.getsize(name) > whole_text_bytes():
        return scan, opened, [LARGE]
    return scan, f'{opened}.read()', []


def scan_text(name: str, encoding: Encoding) -> Scan:
    """Raises FileProblem for a text that is blank."""
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        return _scan(file)


def _scan(file: TextIO) -> Scan:
    head, held, lines, words, last, after_space = [], 0, 0, 0, '\n', True
    while block := file.read(BLOCK):
        counts = count_block(block, after_space)
        lines += counts.lines
        words += counts.words
        last, after_space = block[-1], counts.ends_in_space
        if held < MAX_HEAD:
            head.append(block)
            held += len(block)
    if words == 0:
        raise FileProblem('holds only blank space; check that the right file was given')
    return Scan(''.join(head), lines + (last != '\n'), words)
