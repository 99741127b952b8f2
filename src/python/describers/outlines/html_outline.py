"""Reads an HTML page once, tag by tag, and notes its title, headings, text and table sizes."""

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from describers.encoding.text_encoding import Encoding

MAX_HEADINGS = 200
MAX_HEAD = 20_000
MAX_TITLE = 500
BLOCK = 1 << 18
SILENT = {'script', 'style', 'template', 'noscript'}
HEADINGS = {'h1', 'h2', 'h3', 'h4', 'h5', 'h6'}
SPAN = re.compile(r'\s*(\d{1,9})\s*')
BREAKS = {'p', 'div', 'br', 'li', 'tr', 'table', 'ul', 'ol', 'section', 'article', 'pre', *HEADINGS}


class PageOutline:
    """A parser target: lxml calls it for every tag, so that no tree is built."""

    def __init__(self) -> None:
        self.title = ''
        self.headings: list[str] = []
        self.head: list[str] = []
        self.words = self.tables = self.cells = 0
        self.has_commas = False
        """Whether a comma stands in some table, which pandas may take for a thousands separator."""
        self._open, self._held, self._silent, self._inside = '', 0, 0, 0
        self._caught: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == 'table':
            self.tables += 1
            self._inside += 1
        elif tag in ('td', 'th'):
            self.cells += _span(attributes, 'colspan') * _span(attributes, 'rowspan')
        if tag in HEADINGS or (tag == 'title' and not self.title):
            self._open, self._caught = tag, []
        if tag in BREAKS:
            self._note('\n')

    def end(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == 'table':
            self._inside -= 1
        if tag in BREAKS:
            self._note('\n')
        elif tag in ('td', 'th'):
            self._note(' ')
        if tag and tag == self._open:
            text = ' '.join(''.join(self._caught).split())
            if tag == 'title':
                self.title = text[:MAX_TITLE]
            elif text:
                self.headings.append(text[:MAX_TITLE])
            self._open = ''

    def data(self, text: str) -> None:
        if self._inside and ',' in text:
            self.has_commas = True
        if self._silent:
            return
        if self._open and sum(map(len, self._caught[-50:])) < MAX_TITLE:
            self._caught.append(text)
        if self._open != 'title':
            self.words += len(text.split())
            self._note(text)

    def comment(self, text: str) -> None:
        pass

    def close(self) -> 'PageOutline':
        return self

    def beginning(self) -> str:
        """The first visible text, one line for each block."""
        lines = (' '.join(line.split()) for line in ''.join(self.head).split('\n'))
        return '\n'.join(line for line in lines if line)

    def _note(self, text: str) -> None:
        if self._held < MAX_HEAD:
            self.head.append(text)
            self._held += len(text)


def outline_page(name: str, encoding: Encoding) -> PageOutline:
    """The outline of a file."""
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        return outline_of(iter(lambda: file.read(BLOCK), ''))


def outline_of(blocks: Iterable[str]) -> PageOutline:
    """Any text is HTML to some degree: what is wrong in it is skipped, as browsers do."""
    outline = PageOutline()
    parser = etree.HTMLParser(target=outline, no_network=True, huge_tree=False)
    for block in blocks:
        parser.feed(block)
    parser.close()
    return outline


def _span(attributes: Mapping[str, str], name: str) -> int:
    digits = SPAN.fullmatch(attributes[name]) if name in attributes else None
    return max(1, int(digits[1])) if digits else 1
