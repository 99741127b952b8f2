"""Describes Word documents (.docx): outline, tables, pictures, properties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lxml import etree

from describers.base.description import Description
from describers.base.loading import call, run
from describers.containers.office_xml import local_name, refuse_strict
from describers.containers.office_zip import check_container
from describers.documents.outline_levels import outline_levels
from describers.documents.properties import plain_properties
from describers.documents.story import Story

if TYPE_CHECKING:
    import docx

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
MAX_UNPACKED_BYTES = 256 << 20
PROPERTIES = ('title', 'subject', 'author', 'keywords', 'language', 'created', 'modified', 'last_modified_by')
BREAKS = {f'{W}tab': '\t', f'{W}br': '\n', f'{W}cr': '\n', f'{W}noBreakHyphen': '-'}
# Text that stands elsewhere than in the paragraphs of the body, and the parts or elements that hold it.
OUTSIDE = {'footnotes': 'footnotes', 'endnotes': 'endnotes', 'comments': 'comments'}
TAGS = {
    'text boxes': f'{W}txbxContent',
    'content controls': f'{W}sdt',
    'tracked insertions': f'{W}ins',
    'nested tables': f'{W}tc/{W}tbl',
}


def describe(name: str, file_type: str) -> Description:
    """What is counted is what `document.paragraphs` and `document.tables` give; the rest is named in the warnings."""
    check_container(name, MAX_UNPACKED_BYTES)
    refuse_strict(name, '.docx')
    load = call('docx.Document', name)
    document = run(load)
    body = document.element.body
    levels = outline_levels(document.styles.element, W)
    story = Story()
    for child in body.iterchildren():
        if child.tag == f'{W}p':
            level = _level(child, levels)
            story.paragraph(_text(child)) if level is None else story.heading(level, _text(child))
        elif child.tag == f'{W}tbl':
            story.table(_rows(child), len(child.findall(f'{W}tblGrid/{W}gridCol')))
    core = document.core_properties
    return {
        'type': file_type,
        **story.fields(),
        'imageCount': sum(1 for element in body.iter() if local_name(element) == 'blip'),
        'properties': plain_properties((_camel(key), getattr(core, key)) for key in PROPERTIES),
        'load': load,
        'warnings': _warnings(document, body),
    }


def _level(paragraph: etree._Element, levels: dict[str, int]) -> int | None:
    own = paragraph.find(f'{W}pPr/{W}outlineLvl')
    if own is not None and own.get(f'{W}val', '9').isdecimal():
        level = int(own.get(f'{W}val', '9')) + 1
        return level if level <= 9 else None
    style = paragraph.find(f'{W}pPr/{W}pStyle')
    return None if style is None else levels.get(style.get(f'{W}val'))


def _text(paragraph: etree._Element) -> str:
    """The text as `paragraph.text` gives it: of its runs and links, not of insertions and text boxes."""
    runs = (run for child in paragraph for run in (child if child.tag == f'{W}hyperlink' else (child,)))
    parts = (part for run in runs if run.tag == f'{W}r' for part in run)
    return ''.join(part.text or '' if part.tag == f'{W}t' else BREAKS.get(part.tag, '') for part in parts)


def _rows(table: etree._Element) -> Iterator[list[str]]:
    for row in table.iterchildren(f'{W}tr'):
        yield [text for cell in row.iterchildren(f'{W}tc') for text in [_cell(cell)] * _span(cell)]


def _cell(cell: etree._Element) -> str:
    return '\n'.join(_text(paragraph) for paragraph in cell.iterchildren(f'{W}p'))


def _span(cell: etree._Element) -> int:
    """Columns a cell covers; python-docx repeats it as often. A table of Word has at most 63 columns."""
    span = cell.find(f'{W}tcPr/{W}gridSpan')
    text = '1' if span is None else span.get(f'{W}val', '1')
    return min(max(int(text), 1), 63) if text.isdecimal() else 1


def _camel(key: str) -> str:
    first, *others = key.split('_')
    return first + ''.join(map(str.capitalize, others))


def _warnings(document: docx.document.Document, body: etree._Element) -> list[str]:
    found = [label for label, path in TAGS.items() if body.find(f'.//{path}') is not None]
    parts = [str(relation.reltype).rpartition('/')[2] for relation in document.part.rels.values()]
    found += [label for label, part in OUTSIDE.items() if part in parts and _has_notes(document, part)]
    if not found:
        return []
    return [f'Some text stands in {", ".join(found)}; document.paragraphs and document.tables leave it out.']


def _has_notes(document: docx.document.Document, kind: str) -> bool:
    """Word keeps two separator notes even where there are none."""
    part = next(each.target_part for each in document.part.rels.values() if str(each.reltype).endswith(f'/{kind}'))
    return bool(part.blob.count(f'<w:{kind[:-1]} '.encode()) > (0 if kind == 'comments' else 2))
