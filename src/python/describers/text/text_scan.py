"""Reads a text of any size once, block by block, and counts."""

from dataclasses import dataclass
from typing import TextIO

from describers.base.problem import FileProblem
from describers.encoding.text_encoding import Encoding
from describers.text.word_count import count_block

BLOCK = 1 << 16  # small enough that memory is used again instead of being mapped anew
MAX_HEAD = 4 << 20


@dataclass(frozen=True)
class Scan:
    """What one reading of a text tells."""

    head: str
    """The first characters."""
    lines: int
    words: int


def scan_text(name: str, encoding: Encoding) -> Scan:
    """The scan of a file."""
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        return scan(file)


def scan(file: TextIO) -> Scan:
    """Raises FileProblem for a text that is blank."""
    held, lines, words, last, after_space = 0, 0, 0, '\n', True
    head: list[str] = []
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
