"""Form fields, bookmarks, properties and attachments of a PDF; each may be missing or broken by itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from describers.base.description import Description
from describers.base.plain import clean_name, clean_text
from describers.documents.properties import plain_properties
from describers.documents.story import HEADING, MAX_HEADINGS

if TYPE_CHECKING:
    import pypdf

MAX_FIELDS = 40
VALUE = 80
MAX_DEPTH = 9
PROPERTIES = {
    'title': 'title',
    'author': 'author',
    'subject': 'subject',
    'keywords': 'keywords',
    'creator': 'creator',
    'producer': 'producer',
    'creation_date': 'created',
    'modification_date': 'modified',
}


def form_fields(reader: pypdf.PdfReader) -> Description:
    """Names and values of the interactive form."""
    fields = list((_attempt(reader.get_fields) or {}).items())
    fields = [(name, field) for name, field in fields if '/Kids' not in field or '/FT' in field]
    shown = [{'name': clean_name(name), 'value': _value(field)} for name, field in fields[:MAX_FIELDS]]
    return {'formFields': shown, 'omittedFormFields': len(fields) - len(shown)}


def bookmarks(reader: pypdf.PdfReader) -> Description:
    """Bookmarks as headings with their page."""
    found: list[tuple[int, pypdf.generic.Destination]] = []
    _walk(_attempt(lambda: reader.outline) or [], 1, found)
    headings = [
        {'level': level, 'text': clean_text(str(mark.title or '').strip(), HEADING), 'page': _page(reader, mark)}
        for level, mark in found[:MAX_HEADINGS]
    ]
    return {'headings': headings, 'omittedHeadings': len(found) - len(headings)}


def properties(reader: pypdf.PdfReader) -> dict[str, str]:
    """What the document says about itself."""
    metadata = _attempt(lambda: reader.metadata)
    if metadata is None:
        return {}
    values = {label: _attempt(partial(getattr, metadata, key)) for key, label in PROPERTIES.items()}
    return plain_properties(values.items())


def attachments(reader: pypdf.PdfReader) -> list[str]:
    """Warnings about what a program would not expect in a PDF."""
    names = _attempt(lambda: sorted(reader.attachments)) or []
    found = [f'The PDF holds attached files: {len(names)}; reader.attachments gives them.'] if names else []
    form = _attempt(lambda: reader.root_object['/AcroForm'])
    if form is not None and '/XFA' in form:
        found.append('The form is an XFA form; other fields than those listed are not seen.')
    return found


def _value(field: pypdf.generic.Field) -> str | None:
    value = field.get('/V')
    if value is None:
        return None
    return clean_text(str(value).removeprefix('/'), VALUE)


def _walk(entries: list[Any], level: int, found: list[tuple[int, pypdf.generic.Destination]]) -> None:
    """An entry that is a list holds what stands below the mark before it."""
    for entry in entries:
        if not isinstance(entry, list):
            found.append((level, entry))
        elif level < MAX_DEPTH:
            _walk(entry, level + 1, found)


def _page(reader: pypdf.PdfReader, mark: pypdf.generic.Destination) -> int | None:
    number = _attempt(lambda: reader.get_destination_page_number(mark))
    return number + 1 if isinstance(number, int) and number >= 0 else None


def _attempt(question: Callable[[], Any]) -> Any:
    try:
        return question()
    except MemoryError:
        raise
    except Exception:
        return None
