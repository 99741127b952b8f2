"""Reads an HTML page once, tag by tag, and notes its title, headings, text and table sizes."""

import re

from lxml import etree

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

    def __init__(self):
        self.title, self.headings, self.head = '', [], []
        self.words = self.tables = self.cells = 0
        self.has_commas = False
        """Whether a comma stands in some table, which pandas may take for a thousands separator."""
        self._open, self._caught, self._held, self._silent, self._inside = '', [], 0, 0, 0

    def start(self, tag, attributes):
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

    def end(self, tag):
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

    def data(self, text):
        if self._inside and ',' in text:
            self.has_commas = True
        if self._silent:
            return
        if self._open and sum(map(len, self._caught[-50:])) < MAX_TITLE:
            self._caught.append(text)
        if self._open != 'title':
            self.words += len(text.split())
            self._note(text)

    def comment(self, text):
        pass

    def close(self):
        return self

    def beginning(self):
        """The first visible text, one line for each block."""
        lines = (' '.join(line.split()) for line in ''.join(self.head).split('\n'))
        return '\n'.join(line for line in lines if line)

    def _note(self, text):
        if self._held < MAX_HEAD:
            self.head.append(text)
            self._held += len(text)


def outline_page(name, encoding):
    """Any text is HTML to some degree: what is wrong in it is skipped, as browsers do."""
    parser = etree.HTMLParser(target=PageOutline(), no_network=True, huge_tree=False)
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        while block := file.read(BLOCK):
            parser.feed(block)
    return parser.close()


def _span(attributes, name):
    digits = SPAN.fullmatch(attributes[name]) if name in attributes else None
    return max(1, int(digits[1])) if digits else 1
