"""Finds tables with ruled lines on the first pages of a PDF."""

from collections.abc import Iterator
from dataclasses import dataclass

from describers.base.deadline import OutOfTime, within
from describers.base.description import Description
from describers.base.plain import clean_text
from describers.documents.pdf_pages import Pages
from describers.documents.story import CELL, MAX_CELLS, MAX_TABLES, SAMPLE_ROWS, preview

MAX_PAGES = 15
SECONDS = 2.5


@dataclass(frozen=True)
class Tables:
    found: list[Description]
    kept: list[Description]
    read: int
    """Pages from the first that were looked at or hold no lines."""
    preview: str
    """Beginning of the text as pdfplumber gives it, when there are tables."""


def read_tables(name: str, pages: Pages) -> Tables:
    """Only pages on which lines are drawn are parsed, which is slow."""
    found: list[Description] = []
    lines: list[str] = []
    read = 0
    wanted = [number for number in pages.ruled if number <= MAX_PAGES]
    if not wanted:
        return Tables([], [], min(pages.read, MAX_PAGES) if pages.ruled else pages.read, '')
    try:
        with within(SECONDS):
            for number, page_tables, text in _each_page(name, wanted if pages.may_hold_tables else []):
                found += page_tables
                lines += text
                read = number
    except MemoryError:
        raise
    except (OutOfTime, Exception):  # pypdf mends some files that pdfplumber doesn't open
        return _tables(found, read, lines)
    return _tables(found, pages.read if len(wanted) == len(pages.ruled) else MAX_PAGES, lines)


def _each_page(name: str, numbers: list[int]) -> Iterator[tuple[int, list[Description], list[str]]]:
    if not numbers:
        return
    import pdfplumber

    with pdfplumber.open(name) as document:
        for number in numbers:
            try:
                page = document.pages[number - 1]
                found = [each.extract() for each in page.find_tables() if len(each.rows) > 1]
                tables = [_table(number, rows) for rows in found if _width(rows) > 1]
                text = (page.extract_text() or '').splitlines() if number == 1 else []
                page.close()
            except MemoryError:
                raise
            except Exception:  # noqa: S112 - each broken page breaks in its own way
                continue
            yield number, tables, text


def _table(page: int, rows: list[list[str | None]]) -> Description:
    texts = [[clean_text((cell or '').strip(), CELL) for cell in row[:MAX_CELLS]] for row in rows[: SAMPLE_ROWS + 1]]
    return {'page': page, 'rows': len(rows), 'columns': _width(rows), 'header': texts[0], 'sampleRows': texts[1:]}


def _width(rows: list[list[str | None]]) -> int:
    return max(map(len, rows), default=0)


def _tables(found: list[Description], read: int, lines: list[str]) -> Tables:
    return Tables(found, found[:MAX_TABLES], read, preview([line for line in lines if line.strip()]) if found else '')
