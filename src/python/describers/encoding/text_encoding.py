"""Finds the encoding of a text file: marks first, then strict UTF-8, then a statistical guess that must decode."""

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from describers.base.problem import FileProblem
from describers.encoding.legacy_encoding import MULTI_BYTE, guess_legacy

MARKS = [
    (codecs.BOM_UTF8, 'utf-8-sig'),
    (codecs.BOM_UTF32_LE, 'utf-32'),
    (codecs.BOM_UTF32_BE, 'utf-32'),
    (codecs.BOM_UTF16_LE, 'utf-16'),
    (codecs.BOM_UTF16_BE, 'utf-16'),
]
CHUNK = 1 << 20
BLOCK = 1 << 16  # small enough that memory is used again instead of being mapped anew
MAX_CONTROL_SHARE = 0.02
MIN_ZERO_SHARE, MOST_ZERO = 0.3, 0.9
CONTROL = bytes([*range(2, 8), *range(14, 27)])  # those that separate cells or records are left out
ESCAPE, KOREAN = b'\x1b', b'\x1b$)C'
REPLACEMENT = '\ufffd'
SOME, FEW = 1 / 4, 1 / 50  # broken characters for each whole one beyond ASCII


@dataclass(frozen=True)
class Encoding:
    """How the bytes of a text are read, and how sure that is."""

    codec: str
    confidence: float
    errors: str = 'strict'

    def decode(self, data: bytes) -> str:
        """Text of (a part of) the file; a character cut at the end of a part is dropped."""
        decoder = codecs.getincrementaldecoder(self.codec)(self.errors)
        return decoder.decode(data)

    def warnings(self) -> list[str]:
        """What a reader of the description must know about the encoding."""
        if self.errors == 'replace':
            name = 'UTF-8' if self.codec.startswith('utf-8') else self.codec
            return [f'Some bytes are not valid {name}; they are read as "\ufffd".']
        if self.confidence < 0.75:
            return [f'The encoding {self.codec} is a guess from the bytes; check names with accents.']
        return []


def detect_encoding(data: bytes) -> Encoding:
    """The encoding of a file that is held in memory. Raises FileProblem for binary data."""
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _checked(data, Encoding(codec, 1.0))
    encoding = _without_mark(data)
    if encoding is not None and _decodes(data, encoding.codec):
        return encoding
    if KOREAN in data[:CHUNK] and _decodes(data, 'iso2022_kr'):
        return Encoding('iso2022_kr', 0.95)
    refuse_binary(data)
    return _eight_bit(data)


def _eight_bit(data: bytes) -> Encoding:
    if ESCAPE in data and re.search(rb'\x1b\$[@B]', data) and _decodes(data, 'iso2022_jp'):
        return Encoding('iso2022_jp', 0.95)
    if _decodes(data, 'utf-8'):
        return Encoding('utf-8', 1.0)
    if _mostly(data, 'utf-8', SOME):
        return Encoding('utf-8', 0.9, 'replace')
    for codec, confidence in guess_legacy(data):
        if _decodes(data, codec):
            return Encoding(codec, confidence)
        if codec in MULTI_BYTE and _mostly(data, codec, FEW):
            return Encoding(codec, confidence, 'replace')
    return Encoding('latin-1', 0.05)


def _checked(data: bytes, encoding: Encoding) -> Encoding:
    return encoding if _decodes(data, encoding.codec) else replace(encoding, errors='replace', confidence=0.9)


def _without_mark(data: bytes) -> Encoding | None:
    """UTF-16 shows as zero bytes in every other place, because commas, digits and line ends are ASCII."""
    head = data[:4096]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    quarters = [head[at::4].count(0) * 4 / max(1, len(head)) for at in range(4)]
    for codec, high in (('utf-32-be', quarters[:2]), ('utf-32-le', quarters[2:])):
        if min(high) > MOST_ZERO and len(head) >= 8:
            return Encoding(codec, 0.9)
    if odd / half > MIN_ZERO_SHARE and even / half < 0.01:
        return Encoding('utf-16-le', 0.9)
    if even / half > MIN_ZERO_SHARE and odd / half < 0.01:
        return Encoding('utf-16-be', 0.9)
    return None


def has_mark(head: bytes) -> bool:
    """Whether the first bytes of a file tell an encoding other than plain UTF-8."""
    return head.startswith(tuple(mark for mark, _ in MARKS)) or _without_mark(head) is not None


def refuse_binary(data: bytes) -> None:
    """Raises FileProblem where the first bytes of a file are no text."""
    head = data[: 64 * 1024]
    control = len(head) - len(head.translate(None, CONTROL))
    if control > MAX_CONTROL_SHARE * len(head) or head.count(0) > 0.1 * len(head):
        raise FileProblem('holds binary data, not text; give it the extension of its real format')


def decodes(blocks: Iterable[bytes], codec: str) -> bool:
    """Whether the blocks of bytes are, one after the other, whole text in this encoding."""
    try:
        decoder = codecs.getincrementaldecoder(codec)('strict')
        for block in blocks:
            decoder.decode(block)
        decoder.decode(b'', final=True)
    except (UnicodeError, LookupError):
        return False
    return True


def _decodes(data: bytes, codec: str) -> bool:
    return decodes((data[start : start + BLOCK] for start in range(0, len(data), BLOCK)), codec)


def _mostly(data: bytes, codec: str, share: float) -> bool:
    """A few damaged bytes, or a character cut at the end, in a file that is such text elsewhere."""
    text = data[: 4 * CHUNK].decode(codec, 'replace')
    broken = text.count(REPLACEMENT)
    whole = sum(1 for character in re.findall(r'[^\x00-\x7f]', text) if character != REPLACEMENT)
    return broken <= share * whole
