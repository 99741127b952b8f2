"""Collects what a text document holds while it is walked through: headings, paragraphs, tables, words, a preview."""

import re
from collections.abc import Iterable

from describers.base.description import Description, Json
from describers.base.plain import clean_text

PREVIEW = 600
LINE = 300
MAX_HEADINGS = 40
HEADING = 120
MAX_TABLES = 10
MAX_CELLS = 12
CELL = 40
SAMPLE_ROWS = 2
WORD = re.compile(r'\S+')


class Story:
    """Counts everything and keeps little."""

    def __init__(self) -> None:
        self.headings: list[Description] = []
        self.heading_count = 0
        self.paragraph_count = 0
        self.word_count = 0
        self.tables: list[Description] = []
        self.table_count = 0
        self._lines: list[str] = []
        self._table_lines: list[str] = []

    def heading(self, level: int, text: str) -> None:
        """A heading is a paragraph, too."""
        self.paragraph(text)
        if not text.strip():
            return
        self.heading_count += 1
        if len(self.headings) < MAX_HEADINGS:
            self.headings.append({'level': min(max(level, 1), 9), 'text': clean_text(text.strip(), HEADING)})

    def paragraph(self, text: str) -> None:
        """Paragraphs without text are only space."""
        words = _words(text)
        if not words:
            return
        self.word_count += words
        self.paragraph_count += 1
        _keep(self._lines, text)

    def table(self, rows: Iterable[list[str]], columns: int, **place: Json) -> None:
        """`rows` yields a list of cell texts for each row and is read to its end."""
        count = 0
        first: list[list[str]] = []
        for cells in rows:
            count += 1
            self.word_count += sum(map(_words, cells))
            if len(first) <= SAMPLE_ROWS:
                first.append([clean_text(cell.strip(), CELL) for cell in cells[:MAX_CELLS]])
                _keep(self._table_lines, '\t'.join(cells[:MAX_CELLS]))
            columns = max(columns, len(cells))
        self.table_count += 1
        if len(self.tables) < MAX_TABLES:
            header, sample = (first[0], first[1:]) if first else ([], [])
            self.tables.append({**place, 'rows': count, 'columns': columns, 'header': header, 'sampleRows': sample})

    def fields(self) -> Description:
        """Fields of a document's description."""
        return {
            'headings': self.headings,
            'omittedHeadings': self.heading_count - len(self.headings),
            'paragraphCount': self.paragraph_count,
            'wordCount': self.word_count,
            'tables': self.tables,
            'omittedTables': self.table_count - len(self.tables),
            'textPreview': preview(self._lines or self._table_lines),
        }


def preview(lines: Iterable[str]) -> str:
    """The first lines, as lines."""
    return '\n'.join(clean_text(line.strip(), LINE) for line in lines)[:PREVIEW]


def _keep(lines: list[str], text: str) -> None:
    if sum(map(len, lines)) < PREVIEW:
        lines.append(text[:PREVIEW])


def _words(text: str) -> int:
    return sum(1 for _ in WORD.finditer(text))
