"""Describes presentations (.pptx): titles, tables, pictures, charts, notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from describers.base.description import Description
from describers.base.loading import call, run
from describers.containers.office_xml import refuse_strict
from describers.containers.office_zip import check_container
from describers.documents.properties import plain_properties
from describers.documents.story import Story

if TYPE_CHECKING:
    import pptx

MAX_UNPACKED_BYTES = 512 << 20
MAX_SHAPES = 20_000
MAX_DEPTH = 20
PROPERTIES = {'title': 'title', 'subject': 'subject', 'author': 'author', 'created': 'created', 'modified': 'modified'}


@dataclass
class _Counts:
    """What is counted while the slides pass by."""

    images: int = 0
    charts: int = 0
    notes: int = 0
    hidden: int = 0
    untitled: int = 0


def describe(name: str, file_type: str) -> Description:
    """Slides in their order; words of speaker notes are not counted."""
    check_container(name, MAX_UNPACKED_BYTES)
    refuse_strict(name, '.pptx')
    load = call('pptx.Presentation', name)
    presentation = run(load)
    story, counts = Story(), _Counts()
    slides = list(presentation.slides)
    for number, slide in enumerate(slides, 1):
        _add_slide(slide, number, (story, counts))
    core = presentation.core_properties
    return {
        'type': file_type,
        **story.fields(),
        'slideCount': len(slides),
        'slidesWithNotes': counts.notes,
        'chartCount': counts.charts,
        'imageCount': counts.images,
        'properties': plain_properties((label, getattr(core, key)) for key, label in PROPERTIES.items()),
        'load': load,
        'warnings': _warnings(counts),
    }


def _add_slide(slide: pptx.slide.Slide, number: int, collected: tuple[Story, _Counts]) -> None:
    story, counts = collected
    title = slide.shapes.title
    heading = title.text_frame.text if title is not None and title.has_text_frame else ''
    counts.untitled += not heading.strip()
    counts.hidden += slide.element.get('show') == '0'
    counts.notes += slide.has_notes_slide and bool((_notes(slide) or '').strip())
    story.heading(1, heading.replace('\v', ' '))
    for shape in _shapes(slide.shapes, 0):
        if getattr(shape, 'has_table', False):
            rows = ([cell.text for cell in row.cells] for row in shape.table.rows)
            story.table(rows, len(shape.table.columns), slide=number)
        elif getattr(shape, 'has_chart', False):
            counts.charts += 1
        elif shape.element.tag.endswith('}pic'):
            counts.images += 1
        elif shape.has_text_frame and not (title is not None and shape.shape_id == title.shape_id):
            for paragraph in shape.text_frame.paragraphs:
                story.paragraph(paragraph.text)


def _notes(slide: pptx.slide.Slide) -> str | None:
    frame = slide.notes_slide.notes_text_frame
    return None if frame is None else frame.text


def _shapes(shapes: Iterable[pptx.shapes.base.BaseShape], depth: int) -> Iterator[pptx.shapes.base.BaseShape]:
    """Shapes and those in groups."""
    for position, shape in enumerate(shapes):
        if position > MAX_SHAPES or depth > MAX_DEPTH:
            return
        if shape.element.tag.endswith('}grpSp'):
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _warnings(counts: _Counts) -> list[str]:
    found = []
    if counts.notes:
        found.append('Speaker notes stand in slide.notes_slide.notes_text_frame.text; they are not counted as words.')
    if counts.hidden:
        found.append(f'Hidden slides: {counts.hidden}.')
    if counts.untitled:
        found.append(f'Slides without a title: {counts.untitled}.')
    return found
