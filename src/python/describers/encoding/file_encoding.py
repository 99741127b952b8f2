"""Finds the encoding of a text file of any size; of a large one only a part is ever in memory."""

import os
from collections.abc import Iterator
from dataclasses import replace

from describers.base.memory import run_memory
from describers.encoding.text_encoding import (
    BLOCK,
    CHUNK,
    ESCAPE,
    Encoding,
    decodes,
    detect_encoding,
    has_mark,
    refuse_binary,
)

MOST_AT_ONCE = 64 << 20
TEXT_SHARE = 8  # a text and its lines take several times the bytes of the file
MAX_SAMPLE = 1 << 18
MAX_LINE = 4_000


def whole_text_bytes() -> int:
    """Up to this size a text is read at once."""
    return run_memory() // TEXT_SHARE


def file_encoding(name: str, declared: str | None = None) -> Encoding:
    """What the file says of itself (`declared`) counts where it is true. Raises FileProblem for binary data."""
    encoding = _guess(name)
    if declared and encoding.confidence < 1 and encoding.errors == 'strict' and decodes(_blocks(name), declared):
        return Encoding(declared, 1.0)
    return encoding


def _guess(name: str) -> Encoding:
    if os.path.getsize(name) <= min(MOST_AT_ONCE, whole_text_bytes()):
        if os.path.getsize(name) > CHUNK and _is_plain_utf8(name):
            return Encoding('utf-8', 1.0)
        with open(name, 'rb') as file:
            return detect_encoding(file.read())
    with open(name, 'rb') as file:
        head = file.read(CHUNK)
    guess = detect_encoding(head[: head.rfind(b'\n') + 1] or head)
    if not guess.codec.startswith(('utf-16', 'utf-32')):
        if decodes(_blocks(name), 'utf-8'):
            return replace(guess, errors='strict') if guess.codec == 'utf-8-sig' else Encoding('utf-8', 1.0)
        guess = detect_encoding(_telling_lines(name))
    return guess if decodes(_blocks(name), guess.codec) else replace(guess, errors='replace')


def _is_plain_utf8(name: str) -> bool:
    """Whether `detect_encoding` would certainly say so, found without the whole file in memory."""
    with open(name, 'rb') as file:
        head = file.read(CHUNK)
    if has_mark(head):
        return False
    refuse_binary(head)
    return not any(ESCAPE in block for block in _blocks(name)) and decodes(_blocks(name), 'utf-8')


def _blocks(name: str) -> Iterator[bytes]:
    with open(name, 'rb') as file:
        while block := file.read(BLOCK):
            yield block


def _telling_lines(name: str) -> bytes:
    """The first lines that hold non-ASCII bytes."""
    found: list[bytes] = []
    size = 0
    with open(name, 'rb') as file:
        while size < MAX_SAMPLE and (line := file.readline(MAX_LINE)):
            if not line.isascii():
                found.append(line)
                size += len(line)
    return b''.join(found)
