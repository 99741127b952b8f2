"""Describes .rtf files: the text without its control words, title, headings, table rows."""

import os
import re
from collections.abc import Iterator

from describers.base.description import Description
from describers.base.loading import run
from describers.base.plain import clean_text, preview
from describers.base.problem import FileProblem
from describers.outlines.outline import MAX_HEADINGS, MAX_TITLE

MAX_BYTES = 16 << 20
MAX_PURE_BYTES = 1 << 20
CODE_PAGE = re.compile(r'\\ansicpg(\d{3,5})')
TITLE = re.compile(r'\{\\info\b[^{}]*(?:\{[^{}]*\}[^{}]*)*?(\{\\title\s[^{}]*\})')
# Styles and paragraphs say themselves that they are part of the outline.
HEADING_STYLE = re.compile(r'\{\\s(\d{1,4})\b[^{}]{0,1000}?\\outlinelevel[0-8]\b')
MARK = re.compile(r'\\outlinelevel[0-8]\b|\\s(\d{1,4})\b')
PARAGRAPH_END = re.compile(r'\\par\b')
MAX_EXAMINED = 4 << 20
MAX_PARAGRAPH = 4_000
ROW = re.compile(r'\\row\b')
NO_TEXT = 'holds no text, only layout or pictures; check that the right file was given'
CUT_OFF = 'is damaged or was cut off before its text begins; copy it again or save it again in its own program'
# What stays of a picture's digits in a large file: nothing.
DROP_PICTURES = "re.sub(r'(?:[0-9a-fA-F]{64,}\\s*)+', '', "


def describe(name: str, file_type: str) -> Description:
    """RTF is ASCII; letters beyond are written as escapes of its code page."""
    source, rich = _source(name)
    load, text = _text(source)
    if not text.strip():
        raise FileProblem(NO_TEXT if _is_whole(rich) else CUT_OFF)
    headings = [heading for heading in map(_plain, _outlined(rich[:MAX_EXAMINED])) if heading]
    page = CODE_PAGE.search(rich)
    title = TITLE.search(rich)
    return {
        'type': file_type,
        'encoding': f'cp{page[1]}' if page else 'cp1252',
        'encodingConfidence': 1.0 if page else 0.8,
        'lineCount': text.count('\n') + (not text.endswith('\n')),
        'wordCount': len(text.split()),
        **({'title': _plain(title[1][len('{\\title') : -1])} if title else {}),
        'headings': headings[:MAX_HEADINGS],
        'omittedHeadings': max(0, len(headings) - MAX_HEADINGS),
        'textPreview': preview(text.lstrip()),
        'load': load,
        'warnings': _warnings(rich),
    }


def _source(name: str) -> tuple[str, str]:
    """The expression that reads the file, and its text; the digits of pictures in a large file are left out."""
    source = f"open({name!r}, encoding='latin-1').read()"
    if os.path.getsize(name) > MAX_PURE_BYTES:
        source = f'{DROP_PICTURES}{source})'
    rich = run(source)
    if len(rich) > MAX_BYTES:
        raise FileProblem(f'holds more than {MAX_BYTES >> 20} MiB of rich text, too much to read; save it as .txt')
    return source, rich


def _text(source: str) -> tuple[str, str]:
    """Letters that their code page doesn't know are left out only where there is no other way."""
    for options in ('', ", errors='ignore'"):
        load = f'rtf_to_text({source}{options})'
        try:
            return load, run(load)
        except (UnicodeError, LookupError):
            continue
    raise FileProblem('uses a character set that is not known; save it again in its own program')


def _outlined(rich: str) -> Iterator[str]:
    """The source of the paragraphs that belong to the outline."""
    styles = set(HEADING_STYLE.findall(rich))
    start = max(0, rich.find('\\pard', max(0, rich.find('{\\stylesheet'))))
    for end in PARAGRAPH_END.finditer(rich, start):
        paragraph = rich[max(start, end.start() - MAX_PARAGRAPH) : end.start()]
        start = end.end()
        marks = [mark for mark in MARK.finditer(paragraph) if mark[1] is None or mark[1] in styles]
        if marks:
            yield paragraph[marks[-1].end() :]


def _plain(rich: str) -> str:
    try:
        text = run('rtf_to_text')('{\\rtf1 ' + rich + '}', errors='ignore')
    except (UnicodeError, LookupError):
        return ''
    return clean_text(' '.join(text.split()), MAX_TITLE)


def _is_whole(rich: str) -> bool:
    return _ends_well(rich) and '\0' not in rich.rstrip('\0')


def _ends_well(rich: str) -> bool:
    return rich.rstrip('\0 \t\r\n').endswith('}')


def _warnings(rich: str) -> list[str]:
    found = []
    if not _ends_well(rich):
        found.append('The file does not end as rich text ends: it may be cut off.')
    rows = sum(1 for _ in ROW.finditer(rich))
    if rows:
        found.append(f'The text holds tables with {rows} rows in all; rtf_to_text puts "|" after each cell.')
    return found
