"""How the records of a delimited text are divided into cells: delimiter, quotation mark, escape character."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import Literal, NamedTuple, TypedDict

STAND_IN = '\x1f'
"""What stands for a delimiter of several characters once the text is read."""
SAMPLE_ROWS = 1_000
# The first line some spreadsheet programs write and read.
DECLARED = re.compile(r'"?sep=([\t;|,])"?[\r\n]', re.IGNORECASE)

csv.field_size_limit(1 << 30)


class ReaderOptions(TypedDict):
    """Keywords of `csv.reader`."""

    delimiter: str
    quotechar: str | None
    escapechar: str | None
    quoting: Literal[0, 3]  # csv.QUOTE_MINIMAL or csv.QUOTE_NONE


class Repair(NamedTuple):
    """A quotation mark that is left out, as nothing closes it."""

    line: int
    damaged: str
    """The beginning of the line, or all of it; it stands nowhere else in the file."""
    repaired: str


@dataclass(frozen=True)
class Separation:
    """How records become cells."""

    delimiter: str
    quote: str = '"'
    """Empty where such marks are ordinary characters."""
    escape: str = ''
    """Stands before a quotation mark inside a cell; empty where such a mark is doubled."""
    repairs: tuple[Repair, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether one character divides and double quotation marks enclose."""
        return len(self.delimiter) == 1 and self.quote == '"' and not self.escape and not self.repairs

    @property
    def options(self) -> ReaderOptions:
        """For `csv.reader`, of lines in which `line` has put the stand-in."""
        delimiter = self.delimiter if len(self.delimiter) == 1 else STAND_IN
        return {
            'delimiter': delimiter,
            'quotechar': self.quote or None,
            'escapechar': self.escape or None,
            'quoting': csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
        }

    def line(self, text: str) -> str:
        """The line as `csv.reader` can divide it, without NUL characters, which pandas drops."""
        text = text.replace('\0', '')
        for repair in self.repairs:
            text = text.replace(repair.damaged, repair.repaired)
        return text if len(self.delimiter) == 1 else text.replace(self.delimiter, STAND_IN)

    def rows(self, text: str, count: int = SAMPLE_ROWS) -> list[list[str]]:
        """The first records, blank lines as empty lists."""
        return list(islice(csv.reader(map(self.line, io.StringIO(text, newline='')), **self.options), count))

    def whole_records(self, text: str) -> str:
        """The beginning of a text without its last record, which may be cut."""
        lines = list(io.StringIO(text, newline=''))
        reader, last, end = csv.reader(map(self.line, lines), **self.options), 0, 0
        for _ in reader:
            last, end = end, reader.line_num
        return ''.join(lines[:last] or lines)


def usual_width(rows: list[list[str]]) -> int:
    """The number of cells that most records have; 0 for none."""
    widths = Counter(len(row) for row in rows if row)
    return max(widths, key=lambda width: (widths[width], width), default=0)


def evenness(rows: list[list[str]]) -> float:
    """The share of records that are as wide as most; 0 for lone cells."""
    width = usual_width(rows)
    return sum(len(row) == width for row in rows) / sum(map(bool, rows)) if width > 1 else 0


def whole_lines(text: str, most: int) -> str:
    """The beginning of the text without a line that is cut."""
    if len(text) < most:
        return text
    end = max(text.rfind('\n', 0, most), text.rfind('\r', 0, most))
    return text[: end + 1] if end > 0 else text[:most]
