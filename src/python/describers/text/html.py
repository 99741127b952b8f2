"""Describes .html and .htm files: title, headings, tables and the text of the page."""

import codecs
import os
import re
from collections.abc import Hashable
from dataclasses import dataclass

import pandas as pd

from describers.base.description import Description
from describers.base.loading import Expression, call, run, try_run
from describers.base.plain import clean_name, clean_text, preview
from describers.encoding.file_encoding import file_encoding
from describers.encoding.open_text import open_text
from describers.encoding.text_encoding import Encoding
from describers.outlines.html_outline import PageOutline, outline_page
from describers.outlines.outline import MAX_HEADINGS, MAX_TITLE
from describers.tables.dates import text_columns
from describers.tables.number_style import number_styles
from describers.tables.read_table import Loaded
from describers.tables.record_frame import describe_columns, with_dates
from describers.tables.table import name_warnings
from describers.tables.table_options import Options
from describers.text.text_scan import scan_text

CHARSET = re.compile(rb'<meta[^>]{0,200}?charset\s*=\s*["\']?\s*([\w.:-]{1,40})', re.IGNORECASE)
# What browsers read for what pages declare.
MEANT = {'iso8859-1': 'cp1252', 'gb2312': 'gb18030', 'gbk': 'gb18030', 'shift_jis': 'cp932'}
HEAD = 4_096
MAX_TREE = 8 << 20
MAX_CELLS = 1_000_000
MAX_TABLES = 20
MAX_HEADER = 20


@dataclass(frozen=True)
class Page:
    """A page that stands in a file, and how a program gets at its bytes where that file holds more than it."""

    name: str
    content: Expression | None = None
    charset: str | None = None
    """What stands beside the page about its encoding."""

    def opened(self) -> object:
        """What readers of files take, as a literal."""
        return self.name if self.content is None else Expression(f'io.BytesIO({self.content})')

    def is_large(self) -> bool:
        """Whether no tree of it is built."""
        return os.path.getsize(self.name) > MAX_TREE


@dataclass(frozen=True)
class Source:
    """One table of a page."""

    page: Page
    index: int
    has_commas: bool

    def load(self, **options: object) -> str:
        """The expression that reads it."""
        return f'{call("pd.read_html", self.page.opened(), **options)}[{self.index}]'


def describe(name: str, file_type: str) -> Description:
    """Tables are those of pd.read_html, in its order; `load` gives the biggest, or the page when there is none."""
    return describe_page(Page(name), file_type)


def describe_page(source: Page, file_type: str) -> Description:
    """The same of a page that may stand inside of another file."""
    name = source.name
    encoding = file_encoding(name, _declared(name) or source.charset)
    lines = scan_text(name, encoding).lines
    page = outline_page(name, encoding)
    described, notes = _tables(source, encoding, page)
    if source.is_large():
        notes.append('The page is large: `load` yields (event, element) one by one; call element.clear() after each.')
    if not described:
        described = {'load': _parsed(source, encoding, page)}
    return {
        'type': file_type,
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'lineCount': lines,
        'wordCount': page.words,
        **({'title': clean_text(page.title, 200)} if page.title else {}),
        'headings': [clean_text(heading, MAX_TITLE) for heading in page.headings[:MAX_HEADINGS]],
        'omittedHeadings': max(0, len(page.headings) - MAX_HEADINGS),
        'textPreview': preview(page.beginning()),
        **described,
        'warnings': encoding.warnings() + notes,
    }


def _declared(name: str) -> str | None:
    with open(name, 'rb') as file:
        found = CHARSET.search(file.read(HEAD))
    try:
        codec = codecs.lookup(found[1].decode('ascii')).name if found else None
    except LookupError:
        return None
    return None if codec is None else MEANT.get(codec, codec)


def _tables(source: Page, encoding: Encoding, page: PageOutline) -> tuple[Description, list[str]]:
    """The tables and the columns of the biggest, with its `load`; nothing when there are none."""
    if page.tables == 0 or encoding.errors != 'strict':
        return {}, []
    if page.cells > MAX_CELLS or source.is_large():
        return {}, ['The tables of the page are too large for pd.read_html.']
    options: Options = {'encoding': encoding.codec, 'flavor': 'lxml'}
    frames = try_run(call('pd.read_html', source.opened(), **options))
    if not frames:
        return {}, []
    listed = [_size(frame) for frame in frames[:MAX_TABLES]]
    sizes: Description = {'tables': listed, 'omittedTables': len(frames) - len(listed)}
    index = max(range(len(frames)), key=lambda at: (frames[at].size, -at))
    if frames[index].shape[0] < 2 or frames[index].shape[1] < 2:
        return {**sizes, 'load': _parsed(source, encoding, page)}, []
    table = Source(source, index, page.has_commas)
    options, frame = _with_header(table, options, frames[index])
    load, frame = with_dates(*_numbers(table, options, frame))
    several = frame.columns.nlevels > 1
    if not several and not all(isinstance(label, str) for label in frame.columns):
        load, frame = f'{load}.rename(columns=str)', frame.rename(columns=str)
    notes = ['The header of the table has several rows: its column names are tuples.'] if several else []
    if len(frames) > 1:
        notes.append(f'The page has {len(frames)} tables; `load` and the columns are of table {index}, from 0.')
    return {**sizes, **describe_columns(frame), 'rowCount': len(frame), 'load': load}, notes + name_warnings(frame)


def _size(frame: pd.DataFrame) -> Description:
    named = not all(isinstance(label, int) for label in frame.columns)
    header = [_label(label) for label in frame.columns[:MAX_HEADER]] if named else []
    return {'rows': len(frame) + (frame.columns.nlevels if named else 0), 'columns': frame.shape[1], 'header': header}


def _label(label: Hashable) -> str:
    parts = label if isinstance(label, tuple) else (label,)
    return clean_text(' / '.join(clean_name(part) for part in dict.fromkeys(parts)))


def _with_header(source: Source, options: Options, frame: pd.DataFrame) -> Loaded:
    """Spreadsheet programs write the header in common cells: it is one when numbers stand below its texts."""
    first = [str(value) for value in frame.iloc[0]]
    unnamed = all(isinstance(label, int) for label in frame.columns)
    if unnamed and len(set(first)) == len(first) and not any(re.search(r'^\W*\d|^nan$|^$', text) for text in first):
        titled = {**options, 'header': 0}
        read = try_run(source.load(**titled, thousands=None))
        if read is not None and (len(text_columns(read)) < read.shape[1] or number_styles(read, ',')):
            return titled, run(source.load(**titled)) if source.has_commas else read
    return options, frame


def _numbers(source: Source, options: Options, frame: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """The table with its numbers as numbers: pandas takes every comma for a thousands separator unless told."""
    load, raw_load = source.load(**options), source.load(**options, thousands=None)
    raw = try_run(raw_load) if source.has_commas else frame
    if raw is None or raw.equals(frame):
        return load, frame
    for _, style in number_styles(raw, ','):
        if style == {'thousands': ','}:
            return load, frame
        styled_load = source.load(**options, **{'thousands': None, **style})
        styled = try_run(styled_load)
        if styled is not None:
            return styled_load, styled
    return raw_load, raw


def _parsed(source: Page, encoding: Encoding, page: PageOutline) -> str:
    if source.is_large():
        tag = 'tr' if page.tables else None
        load = call('etree.iterparse', source.opened(), tag=tag, html=True, encoding=encoding.codec)
    elif source.content is None:
        load = f"BeautifulSoup({open_text(source.name, encoding)}, 'lxml')"
    else:
        load = call('BeautifulSoup', source.content, 'lxml', from_encoding=encoding.codec)
    run(load)
    return load
