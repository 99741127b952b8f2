"""Describes OpenDocument texts (.odt): outline, tables, pictures, properties."""

import zipfile
from collections.abc import Iterator

from lxml import etree

from describers.base.description import Description
from describers.base.loading import call, literal, run
from describers.base.problem import FileProblem
from describers.containers.office_xml import local_name, parse_part
from describers.containers.office_zip import check_container
from describers.documents.properties import plain_properties
from describers.documents.story import Story

MAX_UNPACKED_BYTES = 256 << 20
# A tree of Beautiful Soup takes about a hundred times the bytes it was made of.
LARGE_BYTES = 2 << 20
OFFICE = 'urn:oasis:names:tc:opendocument:xmlns:office:1.0'
TEXT = 'urn:oasis:names:tc:opendocument:xmlns:text:1.0'
TABLE = 'urn:oasis:names:tc:opendocument:xmlns:table:1.0'
HEADING, PARAGRAPH, TABLE_TAG = f'{{{TEXT}}}h', f'{{{TEXT}}}p', f'{{{TABLE}}}table'
CELLS = (f'{{{TABLE}}}table-cell', f'{{{TABLE}}}covered-table-cell')
SPACES = {f'{{{TEXT}}}s': ' ', f'{{{TEXT}}}tab': '\t', f'{{{TEXT}}}line-break': '\n'}
APART = {f'{{{TEXT}}}note': 'footnotes', f'{{{OFFICE}}}annotation': 'comments'}
# Histories of changes, indexes and forms are no text of the author.
SKIPPED = (f'{{{TEXT}}}tracked-changes', f'{{{TEXT}}}table-of-content', f'{{{OFFICE}}}forms')
MAX_REPEATED = 100
MAX_DEPTH = 60
PROPERTIES = {
    'title': 'title',
    'subject': 'subject',
    'initial-creator': 'author',
    'creator': 'lastModifiedBy',
    'creation-date': 'created',
    'date': 'modified',
    'language': 'language',
}
HINT = {
    True: (
        'Headings are "text:h" with "text:outline-level", paragraphs "text:p", '
        'tables "table:table" of "table:table-row" and "table:table-cell".'
    ),
    False: f'Names have namespaces: headings are "{{{TEXT}}}h", paragraphs "{{{TEXT}}}p", tables "{{{TABLE}}}table".',
}


def describe(name: str, file_type: str) -> Description:
    """No installed library reads .odt, so that `load` gives its content part as a tree."""
    parts = check_container(name, MAX_UNPACKED_BYTES)
    if 'content.xml' not in parts:
        raise FileProblem('holds no content part; it is damaged, save it again in its own program')
    root = parse_part(name, 'content.xml')
    body = None if root is None else root.find(f'{{{OFFICE}}}body/{{{OFFICE}}}text')
    if body is None:
        raise FileProblem('holds no text document; save it as .odt or export it as .pdf')
    story = Story()
    _walk(body, story, 0)
    load, is_soup = _load(name)
    run(load)
    found = sorted({label for element in body.iter() if (label := APART.get(element.tag))})
    apart = [f'Words in {" and ".join(found)} are not counted, but stand among the text of the tree.'] if found else []
    return {
        'type': file_type,
        **story.fields(),
        'imageCount': sum(1 for element in body.iter() if local_name(element) == 'image'),
        'properties': _properties(name),
        'load': load,
        'warnings': [HINT[is_soup], *apart],
    }


def _load(name: str) -> tuple[str, bool]:
    read = f"{call('zipfile.ZipFile', name)}.read('content.xml')"
    with zipfile.ZipFile(name) as archive:
        is_soup = archive.getinfo('content.xml').file_size <= LARGE_BYTES
    return (f'BeautifulSoup({read}, {literal("xml")})' if is_soup else f'etree.fromstring({read})'), is_soup


def _walk(parent: etree._Element, story: Story, depth: int) -> None:
    """Sections, lists and indexes may stand around paragraphs and tables."""
    if depth > MAX_DEPTH:
        return
    for element in parent:
        if element.tag == HEADING:
            story.heading(_count(element, f'{{{TEXT}}}outline-level'), _text(element))
        elif element.tag == PARAGRAPH:
            story.paragraph(_text(element))
        elif element.tag == TABLE_TAG:
            story.table(_rows(element), 0)
        elif element.tag not in SKIPPED and isinstance(element.tag, str):
            _walk(element, story, depth + 1)


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for row in table.iter(f'{{{TABLE}}}table-row'):
        cells = []
        for cell in row.iterchildren(*CELLS):
            text = '\n'.join(_text(paragraph) for paragraph in cell.iterchildren(PARAGRAPH, HEADING))
            cells += [text] * min(_count(cell, f'{{{TABLE}}}number-columns-repeated'), MAX_REPEATED)
        yield cells


def _text(element: etree._Element) -> str:
    """The text of a paragraph without its notes, with its spaces."""
    pieces = [element.text or '']
    for child in element:
        if child.tag in SPACES:
            pieces.append(SPACES[child.tag])
        elif child.tag not in APART and isinstance(child.tag, str):
            pieces.append(_text(child))
        pieces.append(child.tail or '')
    return ''.join(pieces)


def _count(element: etree._Element, attribute: str) -> int:
    text = element.get(attribute, '1')
    return int(text) if text.isdecimal() and len(text) < 6 else 1


def _properties(name: str) -> dict[str, str]:
    root = parse_part(name, 'meta.xml')
    elements = [] if root is None else root.iter()
    values = {local_name(element): element.text for element in elements}
    return plain_properties((label, values.get(key)) for key, label in PROPERTIES.items())
