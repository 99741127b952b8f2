"""Finds tables with ruled lines on the first pages of a PDF."""

from typing import NamedTuple

from describers.base.deadline import OutOfTime, within
from describers.base.plain import clean_text
from describers.documents.story import CELL, MAX_CELLS, MAX_TABLES, SAMPLE_ROWS, preview

MAX_PAGES = 15
SECONDS = 2.5


class Tables(NamedTuple):
    found: list
    kept: list
    read: int
    """Pages from the first that were looked at or hold no lines."""
    preview: str
    """Beginning of the text as pdfplumber gives it, when there are tables."""


def read_tables(name, pages):
    """Only pages on which lines are drawn are parsed, which is slow."""
    found, read, lines = [], 0, []
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


def _each_page(name, numbers):
    if not numbers:
        return
    import pdfplumber

    with pdfplumber.open(name) as document:
        for number in numbers:
            try:
                page = document.pages[number - 1]
                tables = [_table(number, each.extract()) for each in page.find_tables() if len(each.rows) > 1]
                text = (page.extract_text() or '').splitlines() if number == 1 else []
                page.close()
            except MemoryError:
                raise
            except Exception:  # each broken page breaks in its own way
                continue
            yield number, [table for table in tables if table['columns'] > 1], text


def _table(page, rows):
    texts = [[clean_text((cell or '').strip(), CELL) for cell in row[:MAX_CELLS]] for row in rows[: SAMPLE_ROWS + 1]]
    width = max(map(len, rows), default=0)
    return {'page': page, 'rows': len(rows), 'columns': width, 'header': texts[0], 'sampleRows': texts[1:]}


def _tables(found, read, lines):
    return Tables(found, found[:MAX_TABLES], read, preview([line for line in lines if line.strip()]) if found else '')
