"""Reads the text of the first pages of a PDF and tells text from scans."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from describers.base.deadline import OutOfTime, within

if TYPE_CHECKING:
    import pypdf

MAX_PAGES = 30
SECONDS, PAGE_SECONDS = 2.5, 3
WORD = re.compile(r'\S+')
LEAST_CHARACTERS = 4
MAX_IMAGES_SEEN = 50
PREVIEW_PAGES = 2
RULES = re.compile(rb'[\d.]\s+(?:re|l)\s')
CLIP = re.compile(rb'[\d.]\s+re\s+W\*?\s+n\s')
CURVE = re.compile(rb'[\d.]\s+[cvy]\s')
# How many edges the operators of a path draw at most.
EDGES = ((re.compile(rb'[\d.]\s+re\s'), 4), (re.compile(rb'[\d.]\s+l\s'), 1), (re.compile(rb'\s(?:h|s|b\*?)\s'), 1))
TABLE_EDGES = 6  # three lines down and three across: what two rows of two columns need


@dataclass
class Pages:
    """What the first pages hold."""

    read: int = 0
    unreadable: int = 0
    slow: int = 0
    """Pages whose text takes too long, as that of maps and of plots of many points."""
    word_count: int = 0
    texts: int = 0
    scans: int = 0
    lines: list[str] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    """Numbers of pages, from 1, on which lines are drawn."""
    may_hold_tables: bool = False
    """Whether on some page more is drawn than a background or a frame."""

    @property
    def kind(self) -> str:
        """The closed word of the description."""
        if self.scans:
            return 'partly-scanned' if self.texts else 'scanned'
        return 'extractable' if self.texts else 'none'


def read_pages(reader: pypdf.PdfReader) -> Pages:
    """Stops after some pages or seconds; a page that can't be read is counted."""
    pages, end = Pages(), time.monotonic() + SECONDS
    for number, page in enumerate(reader.pages, 1):
        if number > MAX_PAGES or time.monotonic() > end:
            break
        pages.read += 1
        try:
            with within(PAGE_SECONDS):
                _add(pages, number, page)
        except OutOfTime:
            pages.slow += 1
        except MemoryError:
            raise
        except Exception:  # each broken page breaks in its own way
            pages.unreadable += 1
    return pages


def _add(pages: Pages, number: int, page: pypdf.PageObject) -> None:
    text = page.extract_text()
    pages.word_count += sum(1 for _ in WORD.finditer(text))
    has_text = len(''.join(text.split())) >= LEAST_CHARACTERS
    pages.texts += has_text
    pictures, forms = _pictures(page)
    pages.scans += pictures and not has_text
    if number <= PREVIEW_PAGES:
        pages.lines.extend(line for line in text.splitlines() if line.strip())
    contents = page.get_contents()
    if not has_text or contents is None:
        return
    drawn = contents.get_data()
    if forms or RULES.search(drawn):
        pages.ruled.append(number)
        pages.may_hold_tables |= forms or may_hold_table(drawn)


def may_hold_table(drawn: bytes) -> bool:
    """False where the operators of a page draw fewer edges than the smallest table has; clipping draws none."""
    drawn = CLIP.sub(b' ', drawn)
    return (
        CURVE.search(drawn) is not None or sum(count * len(edge.findall(drawn)) for edge, count in EDGES) >= TABLE_EDGES
    )


def _pictures(page: pypdf.PageObject) -> tuple[bool, bool]:
    """Whether the page shows images and whether it shows forms, which may hold anything."""
    resources = page.get('/Resources')
    objects = resources.get_object().get('/XObject') if resources is not None else None
    if objects is None:
        return False, False
    named = list(objects.get_object().values())[:MAX_IMAGES_SEEN]
    kinds = {each.get_object().get('/Subtype') for each in named}
    return '/Image' in kinds or (kinds == {'/Form'} and _form_has_image(named)), '/Form' in kinds


def _form_has_image(forms: list[pypdf.generic.PdfObject]) -> bool:
    for form in forms:
        resources = form.get_object().get('/Resources')
        objects = resources.get_object().get('/XObject') if resources is not None else None
        values = objects.get_object().values() if objects is not None else ()
        if any(each.get_object().get('/Subtype') == '/Image' for each in values):
            return True
    return False
