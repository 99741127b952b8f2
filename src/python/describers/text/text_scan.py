"""Reads a text of any size once, block by block, and counts."""

import os
from typing import NamedTuple

from describers.text.file_encoding import whole_text_bytes
from describers.text.word_count import count_block
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


class LoadedText(NamedTuple):
    scan: Scan
    load: str
    """The proven expression: all of the text at once, or the open file when it is large."""
    whole: str | None
    """What `load` gives, None when that is the open file."""
    notes: list


def load_text(name, encoding):
    """Scans what the expression gives, so a text that fits is read once. Raises FileProblem for a text that is blank."""
    opened = open_text(name, encoding)
    if os.path.getsize(name) > whole_text_bytes():
        with run(opened) as file:
            return LoadedText(_scan(_blocks_of(file)), opened, None, [LARGE])
    load = f'{opened}.read()'
    whole = run(load)
    return LoadedText(_scan(whole[at : at + BLOCK] for at in range(0, len(whole), BLOCK)), load, whole, [])


def scan_text(name, encoding):
    """Raises FileProblem for a text that is blank."""
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        return _scan(_blocks_of(file))


def whole_lines(text):
    """The lines of a text without their ends, in lists of about BLOCK characters."""
    begin = 0
    while begin < len(text):
        end = text.find('\n', begin + BLOCK)
        end = len(text) if end == -1 else end
        yield text[begin:end].split('\n')
        begin = end + 1


def _blocks_of(file):
    return iter(lambda: file.read(BLOCK), '')


def _scan(blocks):
    head, held, lines, words, block, after_space = [], 0, 0, 0, '\n', True
    for block in blocks:
        counts = count_block(block, after_space)
        lines += counts.lines
        words += counts.words
        after_space = counts.ends_in_space
        if held < MAX_HEAD:
            head.append(block)
            held += len(block)
    if words == 0:
        raise FileProblem('holds only blank space; check that the right file was given')
    return Scan(''.join(head), lines + (block[-1] != '\n'), words)


def preview(text):
    """The first lines as lines: how a text is laid out is what a program must know."""
    lines = text[:PREVIEW].rstrip().splitlines()
    return '\n'.join(clean_text(line, PREVIEW) for line in lines)
