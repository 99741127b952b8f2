"""Reads a text of any size, and says what every text is described by."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from describers.base.description import Description
from describers.base.loading import run
from describers.base.plain import preview
from describers.encoding.file_encoding import file_encoding, whole_text_bytes
from describers.encoding.open_text import open_text
from describers.encoding.text_encoding import Encoding
from describers.text.text_scan import Scan, scan

LARGE = 'The text does not fit in memory at once: `load` opens it, read it line by line.'


@dataclass(frozen=True)
class ReadText:
    """A text, and the expression that gives it or, where it is large, the open file."""

    encoding: Encoding
    scan: Scan
    load: str
    is_large: bool

    def fields(self, file_type: str, headings: Sequence[str] = (), omitted: int = 0) -> Description:
        """The first fields of the description; of the headings so many are omitted."""
        return {
            'type': file_type,
            'encoding': self.encoding.codec,
            'encodingConfidence': self.encoding.confidence,
            'lineCount': self.scan.lines,
            'wordCount': self.scan.words,
            'headings': list(headings),
            'omittedHeadings': omitted,
            'textPreview': preview(self.scan.head),
        }

    def warnings(self) -> list[str]:
        """What a reader of the description must know about every such text."""
        return self.encoding.warnings() + ([LARGE] if self.is_large else [])


def read_text(name: str) -> ReadText:
    """The scan reads through the `open` call of the expression, so it proves what a second reading would."""
    encoding = file_encoding(name)
    opened = open_text(name, encoding)
    with run(opened) as file:
        found = scan(file)
    is_large = os.path.getsize(name) > whole_text_bytes()
    return ReadText(encoding, found, opened if is_large else f'{opened}.read()', is_large)
