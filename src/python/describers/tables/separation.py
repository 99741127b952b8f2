"""Finds how the records of a delimited text are divided into cells: delimiter, quotation mark, escape character."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Literal, TypedDict

from describers.tables.placement.kinds import is_comment, is_data

USUAL = '\t;|,'
UNUSUAL = '^~\x01\x1f: '
MANY = ('||', '::', '\t\t', ';;', '\\t', '|;|', '~~')
STAND_IN = '\x1f'
"""What stands for a delimiter of several characters once the text is read."""
SAMPLE_ROWS = 1_000
EXAMINED = 200
MIN_LINES = 2
BETTER = 1.1
# The first line some spreadsheet programs write and read.
DECLARED = re.compile(r'"?sep=([\t;|,])"?[\r\n]', re.IGNORECASE)

csv.field_size_limit(1 << 30)


class ReaderOptions(TypedDict):
    """Keywords of `csv.reader`."""

    delimiter: str
    quotechar: str | None
    escapechar: str | None
    quoting: Literal[0, 3]  # csv.QUOTE_MINIMAL or csv.QUOTE_NONE


@dataclass(frozen=True)
class Separation:
    """How records become cells."""

    delimiter: str
    quote: str = '"'
    """Empty where such marks are ordinary characters."""
    escape: str = ''
    """Stands before a quotation mark inside a cell; empty where such a mark is doubled."""

    @property
    def is_plain(self) -> bool:
        """Whether one character divides and double quotation marks enclose."""
        return len(self.delimiter) == 1 and self.quote == '"' and not self.escape

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
        return text if len(self.delimiter) == 1 else text.replace(self.delimiter, STAND_IN)

    def rows(self, text: str, count: int = SAMPLE_ROWS) -> list[list[str]]:
        """The first records, blank lines as empty lists."""
        return list(islice(csv.reader(map(self.line, io.StringIO(text, newline='')), **self.options), count))


def separation_of(sample: str, preferred: str) -> Separation:
    """Of whole lines; `preferred` wins when two delimiters fit equally well."""
    declared = DECLARED.match(sample)
    usual = Separation(declared[1] if declared else _usual(sample, preferred))
    found = usual if declared else _unusual(sample, usual)
    return _with_quotes(sample, found)


def _usual(sample: str, preferred: str) -> str:
    order = preferred + USUAL.replace(preferred, '')
    tables = {delimiter: Separation(delimiter).rows(sample) for delimiter in order}
    scores = {delimiter: _evenness(rows) for delimiter, rows in tables.items()}
    # Decimal commas divide every row but the header: where two delimiters fit, the one that keeps the header is right.
    ranks = {one: (round(scores[one], 2), -_lines_above(tables[one]), scores[one], -order.index(one)) for one in order}
    best = max(order, key=ranks.__getitem__)
    if scores[best] == 0:
        best = next((one for one in ',;\t|' if all(len(row) < 2 for row in tables[one])), ',')
    return best


def _unusual(sample: str, usual: Separation) -> Separation:
    """Another delimiter only where it divides the lines clearly better than the usual one."""
    lines = [line for line in sample.splitlines()[:EXAMINED] if line.strip() and not is_comment([line])]
    least = max(MIN_LINES, len(lines) * 3 // 4)
    rows = usual.rows(sample, EXAMINED)
    best, worth = usual, _worth(rows, usual.delimiter) * BETTER
    is_doubled = sum(not cell for row in rows for cell in row) * 5 >= sum(map(len, rows)) * 2
    for delimiter in (*MANY, *UNUSUAL):
        if len(best.delimiter) > 1 and delimiter in best.delimiter:
            continue
        if sum(delimiter in line for line in lines) < least or (delimiter in ' :' and delimiter not in lines[0]):
            continue
        candidate = Separation(delimiter)
        value = _worth(candidate.rows(sample, EXAMINED), delimiter)
        if value > worth or (value and is_doubled and delimiter == 2 * usual.delimiter):
            best, worth = candidate, value
            is_doubled = False
    return best


def _with_quotes(sample: str, found: Separation) -> Separation:
    """Single quotation marks and escaped ones, only where they divide the lines clearly better."""
    edge = re.escape(found.delimiter)
    candidates = []
    if '\\' + found.quote in sample:
        candidates.append(replace(found, escape='\\'))
        if re.search(rf'\\"(?!\s*(?:{edge}|[\r\n]|$))', sample) and '""' not in sample:
            found = candidates.pop()  # no quotation mark is doubled, and some stand inside cells
    rows = found.rows(sample)
    single = [cell for row in rows for cell in row if cell.startswith("'")]
    if len(single) >= MIN_LINES:
        candidates.append(replace(found, quote="'"))
        if all(len(cell) > 1 and cell.endswith("'") for cell in single):
            return candidates.pop()
    best, worth = found, _evenness(rows) + 0.001
    for candidate in candidates:
        value = _evenness(candidate.rows(sample))
        if value > worth:
            best, worth = candidate, value
    if found.quote in sample and best is found and len(found.delimiter) == 1:
        bare = replace(found, quote='').rows(sample)
        if _evenness(bare) == 1 and len(bare) > len(rows):
            return replace(found, quote='')  # a mark that is never closed swallows lines, and none protects a delimiter
    return best


def _evenness(rows: list[list[str]]) -> float:
    """The share of records that are as wide as most; 0 for lone cells."""
    widths = Counter(len(row) for row in rows if row)
    if not widths:
        return 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count / sum(widths.values()) if width > 1 else 0


def _worth(rows: list[list[str]], delimiter: str) -> float:
    """Evenness, more for many columns, less for cells in which other delimiters stand."""
    widths = Counter(len(row) for row in rows if row)
    width = max(widths, key=lambda each: (widths[each], each), default=0)
    if width < 2:
        return 0
    others = re.escape(''.join(mark for mark in USUAL + '^~' if mark not in delimiter))
    odd = re.compile(f'[{others}]')
    cells = [cell.strip() for row in rows if len(row) == width for cell in row]
    clean = sum(is_data(cell) or odd.search(cell) is None for cell in cells) / len(cells)
    typed = sum(is_data(cell) for cell in cells) / len(cells)
    alone = delimiter in ' :' and typed == 0  # texts have these in every line
    return 0 if alone else _evenness(rows) * (width - 1) / width * clean * clean


def _lines_above(records: list[list[str]]) -> int:
    """Records before the first as wide as the table; only lone texts count as titles, never short rows."""
    widths = Counter(len(row) for row in records if row)
    if not widths:
        return 0
    usual = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    if usual < 2:
        return 0
    for position, row in enumerate(records[:20]):
        if row and row[0].lstrip().startswith('#') and len(row) < usual:
            continue
        filled = sum(1 for cell in row if cell.strip())
        if filled > 1 or (row and len(row) >= usual):
            return position
    return 0


def whole_lines(text: str, most: int) -> str:
    """The beginning of the text without a line that is cut."""
    if len(text) < most:
        return text
    end = max(text.rfind('\n', 0, most), text.rfind('\r', 0, most))
    return text[: end + 1] if end > 0 else text[:most]


def records_of(lines: Iterable[str], separation: Separation) -> Iterable[list[str]]:
    """All records."""
    return csv.reader(map(separation.line, lines), **separation.options)
