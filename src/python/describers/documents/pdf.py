"""Describes PDF documents: text or scan, tables, bookmarks, form fields, properties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from describers.base.damage import reason_of
from describers.base.deadline import OutOfTime, within
from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.problem import FileProblem
from describers.containers.password import PROTECTED
from describers.documents.pdf_pages import Pages, read_pages
from describers.documents.pdf_parts import attachments, bookmarks, form_fields, properties
from describers.documents.pdf_tables import Tables, read_tables
from describers.documents.story import preview

if TYPE_CHECKING:
    import pypdf

OPEN_SECONDS, PART_SECONDS = 10, 3
TOO_SLOW = 'takes too long to be read; print it to a new, simpler PDF'
DAMAGED = "can't be read, it seems to be damaged ({reason}); open it in a PDF program and save it again"
NO_PAGES = 'is damaged: it holds no page that can be read; open it in a PDF program and save it again'
TEXT_NOTES = {
    'extractable': [],
    'partly-scanned': ["Some pages are pictures without text (scans); their words can't be read, there is no OCR."],
    'scanned': ["All pages are pictures without text (scans); their words can't be read, there is no OCR."],
    'none': ['No text was found, only drawings or blank pages.'],
}


def describe(name: str, file_type: str) -> Description:
    """The first pages are read for text and tables, as many as a few seconds allow."""
    import pypdf

    reading = call('pypdf.PdfReader', name)
    try:
        with within(OPEN_SECONDS):
            reader = run(reading)
            page_count = len(reader.pages)
            named = properties(reader)
        parts, notes = _parts(reader)
        if page_count == 0:
            raise FileProblem(NO_PAGES)
        pages = read_pages(reader)
    except pypdf.errors.FileNotDecryptedError as error:
        raise FileProblem(PROTECTED) from error
    except pypdf.errors.PyPdfError as error:
        raise FileProblem(DAMAGED.format(reason=reason_of(error))) from error
    except OutOfTime as error:
        raise FileProblem(TOO_SLOW) from error
    tables = read_tables(name, pages)
    load = call('pdfplumber.open', name) if tables.found else reading
    if tables.found:
        run(load).close()
    text = tables.preview or preview(pages.lines)
    return {
        'type': file_type,
        'pageCount': page_count,
        'text': pages.kind,
        'wordCount': pages.word_count,
        'pagesRead': pages.read,
        'hasTables': bool(tables.found),
        'tables': tables.kept,
        'omittedTables': len(tables.found) - len(tables.kept),
        'encrypted': reader.is_encrypted,
        **parts,
        'properties': named,
        'textPreview': text,
        'load': load,
        'warnings': [*TEXT_NOTES[pages.kind], *_notes(pages, tables, page_count), *notes],
    }


def _parts(reader: pypdf.PdfReader) -> tuple[Description, list[str]]:
    """Form fields, bookmarks and a note on attachments; what takes too long is left out and named."""
    parts: Description = {'formFields': [], 'omittedFormFields': 0, 'headings': [], 'omittedHeadings': 0}
    notes: list[str] = []
    for what, read in (('form fields', form_fields), ('bookmarks', bookmarks)):
        try:
            with within(PART_SECONDS):
                parts |= read(reader)
        except OutOfTime:
            notes.append(f'The {what} take too long to be read and are left out.')
    with within(OPEN_SECONDS):
        notes += attachments(reader)
    return parts, notes


def _notes(pages: Pages, tables: Tables, page_count: int) -> list[str]:
    found = []
    if pages.read < page_count:
        found.append(f'Text was looked at on {pages.read} of {page_count} pages; counts are of those.')
    if tables.read < pages.read:
        found.append(f'Tables were looked for on the first {tables.read} pages only.')
    if pages.slow:
        found.append(f'Pages whose text takes too long to be read: {pages.slow}; they may be maps or large plots.')
    if pages.unreadable:
        found.append(f"Pages that can't be read: {pages.unreadable}; expect errors there.")
    if pages.kind == 'extractable' and not tables.found:
        found.append('No table with ruled lines was found; tables set without lines are only seen in the text.')
    return found
