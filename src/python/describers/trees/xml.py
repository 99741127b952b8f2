"""Describes .xml files: element paths, namespaces, and the table that the repeated element forms."""

import codecs
import os
import re
from collections.abc import Mapping
from typing import TypeAlias

import pandas as pd
from lxml import etree

from describers.base.description import Description
from describers.base.loading import call, run, try_run
from describers.base.plain import clean_name, clean_text
from describers.encoding.text_encoding import MARKS
from describers.outlines.xml_outline import MAX_ELEMENTS, MAX_NAMESPACES, Element, Outline, Steps, outline_of
from describers.tables.record_frame import describe_columns, with_dates
from describers.tables.table import name_warnings
from describers.trees.records import sample_of

XPath: TypeAlias = dict[str, str | dict[str, str]]
"""Options of `pd.read_xml`."""
DECLARATION = re.compile(rb'(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["\']([\w.:-]{1,40})["\']')
MAX_LISTED = 60
MAX_LISTED_ATTRIBUTES = 12
BUDGET = 4_000
MAX_TREE = 8 << 20
SAMPLE_ROWS = 3
MAX_NAMED = 5


def describe(name: str, file_type: str) -> Description:
    """A document too large for a tree gets a `load` that goes through it element by element."""
    outline = outline_of(name)
    elements = list(outline.elements.values())
    listed = _listed(elements)
    notes = []
    if outline.is_cut:
        notes.append(f'Only the first {MAX_ELEMENTS} elements were looked at.')
    if outline.unlisted:
        notes.append(f'Elements under further paths, which are not listed at all: {outline.unlisted}.')
    if any(len(element.attributes) > MAX_LISTED_ATTRIBUTES for element in elements):
        notes.append(f'Of the attributes of an element only the first {MAX_LISTED_ATTRIBUTES} are listed.')
    record = _record(outline.elements)
    declared = _declared(name)
    described, remarks = _content((name, declared), outline, record)
    return {
        'type': file_type,
        'encoding': codecs.lookup(declared).name,
        'encodingConfidence': 1.0,
        'rootElement': _path(elements[:1], outline.elements),
        'namespaces': [
            {'prefix': clean_text(prefix), 'uri': clean_text(uri, 200)}
            for prefix, uri in outline.namespaces[:MAX_NAMESPACES]
        ],
        'elements': listed,
        'omittedElements': len(elements) - len(listed),
        'itemCount': record.count if record else elements[0].count,
        'depth': outline.depth,
        **described,
        'warnings': notes + remarks,
    }


def _declared(name: str) -> str:
    """The encoding as the document writes it, a name that Python and the parser know; UTF-8 when it says nothing."""
    with open(name, 'rb') as file:
        head = file.read(200)
    mark = next((codec for mark, codec in MARKS if head.startswith(mark)), None)
    found = DECLARATION.match(head)
    declared = mark if mark not in (None, 'utf-8-sig') else found[1].decode('ascii') if found else 'utf-8'
    try:
        codecs.lookup(declared)
    except LookupError:
        return 'utf-8'
    return declared


def _listed(elements: list[Element]) -> list[Description]:
    size = 0
    found: list[Description] = []
    known = {element.steps: element for element in elements}
    for element in elements[:MAX_LISTED]:
        path = '/'.join(_shown(known[element.steps[:end]]) for end in range(1, len(element.steps) + 1))
        attributes = [_local(name)[:64] for name in list(element.attributes)[:MAX_LISTED_ATTRIBUTES]]
        size += len(path.encode()) + 60 + sum(len(name.encode()) + 4 for name in attributes)
        if size > BUDGET and found:
            break
        found.append(
            {'path': path[-200:], 'count': element.count, 'attributes': attributes, 'hasText': element.has_text}
        )
    return found


def _path(elements: list[Element], known: Mapping[Steps, Element]) -> str:
    return '/'.join(_shown(known[element.steps]) for element in elements)


def _shown(element: Element) -> str:
    """A name as it stands in the document, with its prefix."""
    name = _local(element.steps[-1])
    return clean_name(f'{element.prefix}:{name}' if element.prefix else name)


def _local(tag: str) -> str:
    return clean_name(etree.QName(tag).localname)


def _record(elements: Mapping[Steps, Element]) -> Element | None:
    """The element that repeats below one parent and has fields: attributes or child elements that hold text."""
    fields: dict[Steps, int] = {}
    for steps, element in elements.items():
        if len(steps) > 1 and element.has_text:
            fields[steps[:-1]] = fields.get(steps[:-1], 0) + 1
    best, most = None, 0.0
    for steps, element in elements.items():
        width = fields.get(steps, 0) + len(element.attributes)
        score = element.count * min(width, 20) / (1 if element.parents == 1 else 4)
        if len(steps) > 1 and element.count > element.parents and width and score > most:
            best, most = element, score
    return best


def _content(source: tuple[str, str], outline: Outline, record: Element | None) -> tuple[Description, list[str]]:
    """`load` with what it gives, and warnings."""
    name, declared = source
    if os.path.getsize(name) > MAX_TREE:
        return _stream(name, record)
    if record is not None:
        options = _xpath(outline, record)
        if codecs.lookup(declared).name != 'utf-8':
            options['encoding'] = declared
        table = _table(name, options)
        if table is not None and len(table[1]) == record.count:
            load, frame = with_dates(*table)
            rows = frame.head(SAMPLE_ROWS).to_dict('records')
            described = {**describe_columns(frame), 'sampleData': [sample_of(row) for row in rows]}
            notes = _nested_notes(outline, record) + name_warnings(frame)
            return {'load': load, 'recordPath': options['xpath'], **described}, notes
    load = call('etree.parse', name)
    run(load)
    return {'load': load, 'recordPath': None, 'sampleData': []}, []


def _table(name: str, options: XPath) -> tuple[str, pd.DataFrame] | None:
    load = call('pd.read_xml', name, **options)
    frame = try_run(load)
    return None if frame is None or frame.shape[1] == 0 else (load, frame)


def _xpath(outline: Outline, record: Element) -> XPath:
    """Every namespace gets a prefix; the default one has none in XPath, so it is called ns."""
    prefixes: dict[str, str] = {}
    steps: list[str] = []
    for tag in record.steps:
        name = etree.QName(tag)
        if name.namespace and name.namespace not in prefixes:
            own = next((prefix for prefix, uri in outline.namespaces if uri == name.namespace and prefix), 'ns')
            prefixes[name.namespace] = own if own not in prefixes.values() else f'ns{len(prefixes)}'
        steps.append(f'{prefixes[name.namespace]}:{name.localname}' if name.namespace else name.localname)
    options: XPath = {'xpath': '/' + '/'.join(steps)}
    if prefixes:
        options['namespaces'] = {prefix: uri for uri, prefix in prefixes.items()}
    return options


def _nested_notes(outline: Outline, record: Element) -> list[str]:
    """What stands inside a record and not in its row."""
    inner = {steps: element for steps, element in outline.elements.items() if steps[:-1] == record.steps}
    lost = [
        f'{_local(name)} of "{_local(steps[-1])[:40]}"'
        for steps, element in inner.items()
        for name in element.attributes
    ]
    repeated = [_named(steps) for steps, element in inner.items() if element.count > record.count]
    nested = [
        _named(steps) for steps, element in inner.items() if not element.has_text and _has_children(outline, steps)
    ]
    notes = []
    if lost:
        listed = ', '.join(lost[:MAX_NAMED]) + (', …' if len(lost) > MAX_NAMED else '')
        notes.append(f'Attributes of inner elements are not in the table: {listed}; parse them with lxml.')
    if repeated:
        listed = ', '.join(repeated[:MAX_NAMED])
        notes.append(
            f'Elements that repeat inside a record, of which the table keeps one: {listed}; parse them with lxml.'
        )
    if nested:
        listed = ', '.join(nested[:MAX_NAMED])
        notes.append(f'pd.read_xml reads one level: what stands inside {listed} is missing, parse it with lxml.')
    return notes


def _named(steps: Steps) -> str:
    return f'"{_local(steps[-1])[:40]}"'


def _has_children(outline: Outline, steps: Steps) -> bool:
    return any(len(other) == len(steps) + 1 and other[: len(steps)] == steps for other in outline.elements)


def _stream(name: str, record: Element | None) -> tuple[Description, list[str]]:
    options = {} if record is None else {'tag': record.steps[-1]}
    load = call('etree.iterparse', name, **options)
    rows = []
    for _, node in run(load):
        rows.append({**node.attrib, **{_local(child.tag): child.text for child in node if isinstance(child.tag, str)}})
        if len(rows) == SAMPLE_ROWS:
            break
    samples = [sample_of(row) for row in rows] if record is not None else []
    note = 'The document is large: `load` yields (event, element) one by one; call element.clear() after each.'
    return {'load': load, 'recordPath': None, 'sampleData': samples}, [note]
