"""Reads a text of any size once, block by block, and counts."""

import os
from typing import NamedTuple

from describers.text.file_encoding import whole_text_bytes
from describers.loading import open_text, run
from describers.plain import clean_text
from describers.problem import FileProblem

BLOCK = 1 << 20
MAX_HEAD = 4 * BLOCK
PREVIEW = 400
LARGE = 'The text does not fit in memory at once: `load` opens it, read it line by line.'


class Scan(NamedTuple):
    head: str
    """The first characters."""
    lines: int
    words: int


def scan_text(name, encoding):
    """Raises FileProblem for a text that is blank."""
    head, held, lines, words, last = [], 0, 0, 0, '\n'
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        while block := file.read(BLOCK):
            lines += block.count('\n')
            words += len(block.split()) - (not last.isspace() and not block[0].isspace())
            last = block[-1]
            if held < MAX_HEAD:
                head.append(block)
                held += len(block)
    if words == 0:
        raise FileProblem('holds only blank space; check that the right file was given')
    return Scan(''.join(head), lines + (last != '\n'), words)


def text_load(name, encoding):
    """The proven expression for the text, and warnings: all of it at once, or the open file when it is large."""
    if os.path.getsize(name) > whole_text_bytes():
        expression = open_text(name, encoding)
        run(expression).close()
        return expression, [LARGE]
    expression = f'{open_text(name, encoding)}.read()'
    run(expression)
    return expression, []


def preview(text):
    """The first lines as lines: how a text is laid out is what a program must know."""
    lines = text[:PREVIEW].rstrip().splitlines()
    return '\n'.join(clean_text(line, PREVIEW) for line in lines)
