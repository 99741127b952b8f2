"""Finds the headings of Markdown and of plain text by their form, in any language."""

import re
from collections.abc import Iterable, Iterator

from describers.base.plain import clean_text

MAX_HEADINGS = 30
MAX_TITLE = 80
MARKED = re.compile(r' {0,3}#{1,6}[ \t]+(.*)')
FENCE = re.compile(r' {0,3}(`{3,}|~{3,})')
UNDERLINE_SIGNS = '=-~^*#"+'
UNDERLINE = {
    'md': re.compile(r' {0,3}(?:={2,}|-{2,})[ \t]*'),
    'txt': re.compile(rf'([{re.escape(UNDERLINE_SIGNS)}])\1{{2,}}[ \t]*'),
}
NUMBERED = re.compile(r'\d{1,2}(?:\.\d{1,2}){0,3}\.?[ \t]+\S.*')
SENTENCE_END = ('.', ',', ';', ':', '!', '?')
FRONT_MATTER = re.compile(r'\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)', re.DOTALL)


def headings_of(text: str, file_type: str) -> tuple[list[str], int]:
    """The first headings, and how many more there are."""
    lines = (FRONT_MATTER.sub('\n', text) if file_type == 'md' else text).splitlines()
    found = list(_markdown(lines) if file_type == 'md' else _plain(lines))
    return found[:MAX_HEADINGS], max(0, len(found) - MAX_HEADINGS)


def _markdown(lines: Iterable[str]) -> Iterator[str]:
    fence = None
    before = ''
    for line in lines:
        mark = FENCE.match(line)
        if fence is not None:
            if mark and mark[1].startswith(fence):
                fence = None
            continue
        if mark:
            fence, before = mark[1], ''
            continue
        marked = MARKED.match(line)
        if marked and marked[1].strip():
            yield clean_text(re.sub(r'[ \t]+#+[ \t]*$', '', marked[1]).strip(), MAX_TITLE)
            before = ''
        elif _underlines(line, 'md') and _is_title(before) and not before.startswith((' ', '\t', '|', '>', '-', '*')):
            yield clean_text(before.strip(), MAX_TITLE)
            before = ''
        else:
            before = line


def _plain(lines: list[str]) -> Iterator[str]:
    """Underlined lines, and short lines between blank ones that are numbered or all in capitals."""
    ended = [*lines, '']
    # A title stands above a blank line or an underline, which are rare in running text.
    below = (at for at, line in enumerate(ended) if at and (line[:1] in UNDERLINE_SIGNS or line.isspace()))
    for at in below:
        before, line, after = ended[at - 2] if at > 1 else '', ended[at - 1], ended[at]
        title = line.strip()
        if not _is_title(title) or line[0] in ' \t':
            continue
        underlined = _underlines(after, 'txt') and len(after.strip()) >= 0.6 * len(title)
        alone = not before.strip() and not after.strip() and not title.endswith(SENTENCE_END)
        if underlined or (alone and (NUMBERED.fullmatch(title) or _is_capitals(title))):
            yield clean_text(title, MAX_TITLE)


def _is_title(line: str) -> bool:
    return 0 < len(line.strip()) <= MAX_TITLE and any(character.isalpha() for character in line)


def _is_capitals(title: str) -> bool:
    return len(title) >= 4 and title.isupper()


def _underlines(line: str, file_type: str) -> bool:
    return UNDERLINE[file_type].fullmatch(line) is not None
