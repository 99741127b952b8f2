"""Texts: what documents say, how much of it, and what stands in it."""

import re
from collections import Counter
from typing import Any

import docx
import pypdf
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

MONTHS = 'January|February|March|April|May|June|July|August|September|October|November|December'

MONTH = '(?:' + '|'.join(rf'{name}|{name[:3]}\.?' for name in MONTHS.split('|')) + r'|Sept\.?)'

PATTERNS = {
    'phone_numbers': r'(?<![\w.+/-])(?:'
    r'\+\d{1,3}(?:[ .-]?\(\d{1,4}\))?(?:[ .-]?\d{2,8}){1,5}'
    r'|\(\d{2,5}\) ?\d{3,8}(?:[ -]\d{2,6}){0,3}'
    r'|\d{3}([-. ])\d{3}\1\d{4}'
    r'|[2-9]\d{2}-\d{4}'
    r'|0\d{1,4}[ /-]\d{3,8}(?:[ -]\d{2,6}){0,3}'
    r')(?![\w/-]|\.\d)',
    'email_addresses': r'(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?![\w-])',
    'urls': r'(?<!\w)(?:https?://|www\.)[^\s<>"\'()\[\]{}]{1,2000}',
    'dates': r'(?<![\w./-])(?:'
    r'\d{4}-\d{2}-\d{2}'
    r'|\d{1,2}([./-])\d{1,2}\1\d{4}'
    rf'|{MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}'
    rf'|\d{{1,2}}(?:st|nd|rd|th|\.)? {MONTH} \d{{4}}'
    r')(?![\w/-])',
}


def pdf_text(name: str) -> str:
    """The text of all pages."""
    return '\n'.join(page.extract_text() for page in pypdf.PdfReader(name).pages)


def docx_text(name: str) -> str:
    """The text of all paragraphs, those in tables, headers and footers included."""
    document = docx.Document(name)
    bodies = [document.element.body]
    for section in document.sections:
        bodies += [part._element for part in (section.header, section.footer) if not part.is_linked_to_previous]
    paragraphs = [paragraph for body in bodies for paragraph in body.iter(qn('w:p'))]
    return '\n'.join(''.join(node.text or '' for node in paragraph.iter(qn('w:t'))) for paragraph in paragraphs)


def own_level(holder: Any) -> int | None:
    """1 to 9 by the outline level of a paragraph or style itself, 10 for text; None where it states none."""
    stated = holder.find(qn('w:pPr') + '/' + qn('w:outlineLvl'))
    return None if stated is None else int(stated.get(qn('w:val'))) + 1


def heading_level(paragraph: Paragraph) -> int | None:
    """1 to 9 by the paragraph's outline level or its style's, or by the style's built-in name; None for text."""
    level = own_level(paragraph._p)
    style, seen = paragraph.style, 0
    while level is None and style is not None and seen < 12:
        named = re.fullmatch(r'heading ([1-9])', style.name or '', re.IGNORECASE)
        level = own_level(style.element)
        if level is None and named:
            level = int(named[1])
        style, seen = style.base_style, seen + 1
    return level if level is not None and level <= 9 else None


def docx_headings(name: str) -> list[dict[str, Any]]:
    """The headings of a Word document with their levels and the paragraphs below each."""
    headings: list[dict[str, Any]] = []
    document = docx.Document(name)
    for element in document.element.body.iter(qn('w:p')):
        paragraph = Paragraph(element, document)
        level, text = heading_level(paragraph), paragraph.text.strip()
        if level is not None and text:
            headings.append({'level': level, 'text': text, 'content': []})
        elif headings and level is None and text:
            headings[-1]['content'].append(text)
    return headings


def of_level(headings: list[dict[str, Any]], level: int) -> list[dict[str, Any]]:
    """Only the headings of one level."""
    return [heading for heading in headings if heading['level'] == level]


def without_content(headings: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The headings alone."""
    return {'headings': [{'level': heading['level'], 'text': heading['text']} for heading in headings]}


def with_content(headings: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """The headings, each with the text below it."""
    return {'headings': [{**heading, 'content': '\n'.join(heading['content'])} for heading in headings]}


def count_lines(text: str) -> int:
    """How many lines the text has; a line end at its end begins no further one."""
    return text.count('\n') + (not text.endswith('\n'))


def word_frequency(text: str, count: int) -> dict[str, int]:
    """The most frequent words in lower case, each with its number; an apostrophe or hyphen inside joins one word."""
    words = re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())
    return dict(Counter(words).most_common(count))


def find_patterns(text: str, kinds: list[str]) -> dict[str, list[str]]:
    """What the text holds of each kind, each once and in its order."""
    found = {}
    for kind in kinds:
        matches = [match.group().rstrip('.,;:!?') for match in re.finditer(PATTERNS[kind], text)]
        found[kind] = list(dict.fromkeys(matches))
    return found


def count_found(found: dict[str, list[str]]) -> dict[str, int]:
    """How much there is of each kind."""
    return {kind: len(values) for kind, values in found.items()}


def checked_encoding(name: str, encoding: str, confidence: float) -> dict[str, object]:
    """The encoding of a file, proven by reading all of it, with how sure it was and the characters it gives."""
    with open(name, encoding=encoding) as file:
        return {'encoding': encoding, 'confidence': confidence, 'characters': len(file.read())}
