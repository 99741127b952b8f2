import re

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from slots import SLOT_NAME


def heading_level(paragraph):
    """1 to 9 by the paragraph's outline level or its style's, or by the style's built-in name; None for text."""
    own = paragraph._p.find(qn('w:pPr') + '/' + qn('w:outlineLvl'))
    if own is not None:
        return outline_level(own)
    style, seen = paragraph.style, 0
    while style is not None and seen < 12:
        outline = style.element.find(qn('w:pPr') + '/' + qn('w:outlineLvl'))
        if outline is not None:
            return outline_level(outline)
        named = re.fullmatch(r'heading ([1-9])', style.name or '', re.IGNORECASE)
        if named:
            return int(named[1])
        style, seen = style.base_style, seen + 1
    return None


def outline_level(element):
    """Word counts from 0; 9 means text."""
    level = int(element.get(qn('w:val'))) + 1
    return level if level <= 9 else None


headings = []
document = docx.Document(SLOT_NAME)
for element in document.element.body.iter(qn('w:p')):
    paragraph = Paragraph(element, document)
    level = heading_level(paragraph)
    if level is not None and paragraph.text.strip():
        headings.append({'level': level, 'text': paragraph.text.strip(), 'content': []})
    elif level is None and headings and paragraph.text.strip():
        headings[-1]['content'].append(paragraph.text.strip())
