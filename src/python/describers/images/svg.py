"""Describes .svg drawings: size, elements, texts; nothing outside the file is ever read."""

import math
import re
from collections import Counter
from itertools import islice

from lxml import etree

from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.plain import clean_text
from describers.base.problem import FileProblem

MAX_BYTES = 32 << 20
MAX_ELEMENTS = 300_000
MAX_NAMES = 40
PREVIEW = 400
TEXTS = {'text', 'tspan', 'textPath', 'desc'}
# An entity that stands for a short text of its own and for nothing else.
PLAIN_ENTITY = re.compile(rb"""<!ENTITY\s+[\w.:-]{1,60}\s+(?:"[^"&%<]{0,200}"|'[^'&%<]{0,200}')\s*>""")
DOCTYPE = re.compile(rb'<!DOCTYPE[^\[>]*(\[.*?\]\s*>|>)', re.DOTALL)
REFERENCES = ('href', 'src')
OUTSIDE = re.compile(r'\s*(?:[a-z][a-z0-9+.-]*:|//|[^#\s])', re.IGNORECASE)
NUMBER = re.compile(r'[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?')


def describe(name: str, file_type: str) -> Description:
    """Entities are refused unless they are short texts; scripts and references are named, never followed."""
    root = _parse(name)
    load = call('etree.parse', name)
    run(load)
    names: Counter[str] = Counter()
    texts: list[str] = []
    outside = 0
    for element in islice(root.iter(etree.Element), MAX_ELEMENTS):
        local = etree.QName(element).localname
        names[clean_text(local)] += 1
        if local in TEXTS and element.text and element.text.strip() and sum(map(len, texts)) < PREVIEW:
            texts.append(clean_text(' '.join(element.text.split()), PREVIEW))
        outside += any(_is_outside(*item) for item in element.attrib.items())
    return {
        'type': 'svg',
        'load': load,
        'width': _size(root, 'width'),
        'height': _size(root, 'height'),
        'viewBox': _view_box(root),
        'elements': dict(names.most_common(MAX_NAMES)),
        'title': _title(root),
        'textPreview': clean_text(' '.join(texts), PREVIEW),
        'warnings': _warnings(root, names, outside),
    }


def _parse(name: str) -> etree._Element:
    with open(name, 'rb') as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise FileProblem(f'is larger than {MAX_BYTES >> 20} MiB, too large for a drawing; simplify it')
    _refuse_entities(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise FileProblem(
            f'is not well-formed XML ({str(error)[:150]}); correct it there or export it again'
        ) from error
    if etree.QName(root).localname != 'svg':
        raise FileProblem(f'is XML with the root element "{clean_text(str(root.tag))}", not a drawing; name it .xml')
    return root


def _refuse_entities(data: bytes) -> None:
    """UTF-16 is searched by its ASCII characters."""
    plain = data.replace(b'\0', b'') if data[:2] in (b'\xff\xfe', b'\xfe\xff') or b'\0' in data[:64] else data
    declaration = DOCTYPE.search(plain)
    subset = declaration[1] if declaration else b''
    rest = PLAIN_ENTITY.sub(b'', subset)
    if b'<!ENTITY' in rest or (b'<!ENTITY' in plain and not declaration):
        raise FileProblem(
            'declares XML entities that refer to other text or files, which are never resolved; export it without them'
        )


def _is_outside(name: str, value: str) -> bool:
    local = name.rpartition('}')[2]
    return local in REFERENCES and bool(OUTSIDE.match(value)) and not value.lstrip().lower().startswith('data:')


def _size(root: etree._Element, key: str) -> str | None:
    value = root.get(key)
    return clean_text(value) if value else None


def _view_box(root: etree._Element) -> list[float] | None:
    numbers = [float(number) for number in NUMBER.findall((root.get('viewBox') or '')[:200])]
    return numbers if len(numbers) == 4 and all(map(math.isfinite, numbers)) else None


def _title(root: etree._Element) -> str | None:
    title = next((child for child in root.iter(etree.Element) if etree.QName(child).localname == 'title'), None)
    return clean_text(title.text.strip(), 120) if title is not None and title.text and title.text.strip() else None


def _warnings(root: etree._Element, names: Counter[str], outside: int) -> list[str]:
    found = []
    handlers = (key for element in islice(root.iter(etree.Element), MAX_ELEMENTS) for key in element.attrib)
    if names['script'] or any(key.lower().startswith('on') for key in handlers):
        found.append('The drawing holds scripts; they are never run.')
    if outside:
        found.append(f'Elements that refer to something outside the file: {outside}; it is never fetched.')
    if names['image']:
        found.append(f'The drawing embeds or links pictures: {names["image"]}.')
    if names.total() >= MAX_ELEMENTS:
        found.append(f'Only the first {MAX_ELEMENTS:,} elements were counted.')
    return found
