"""Finds which paragraph styles of a Word document are headings, whatever they are called in its language."""

import re

from lxml import etree

HEADING_NAME = re.compile(r'heading ([1-9])$', re.IGNORECASE)
TITLE_NAME = re.compile(r'title$', re.IGNORECASE)
MAX_PARENTS = 12


def outline_levels(styles: etree._Element, namespace: str) -> dict[str, int]:
    """Style id to heading level, by outline level, by built-in name, or by the style it is based on."""
    own, parents = {}, {}
    for style in styles.iterchildren(f'{namespace}style'):
        identity = style.get(f'{namespace}styleId')
        parents[identity] = _value(style.find(f'{namespace}basedOn'), namespace)
        own[identity] = _own_level(style, namespace)
    return {identity: level for identity in own if (level := _level(identity, own, parents))}


def _own_level(style: etree._Element, namespace: str) -> int | None:
    """1 to 9, 0 for text that says it is no heading, or None."""
    outline = _value(style.find(f'{namespace}pPr/{namespace}outlineLvl'), namespace)
    if outline and outline.isdecimal():
        return int(outline) + 1 if int(outline) < 9 else 0
    name = _value(style.find(f'{namespace}name'), namespace) or ''
    match = HEADING_NAME.match(name)
    if match:
        return int(match[1])
    return 1 if TITLE_NAME.match(name) else None


def _level(identity: str | None, own: dict[str, int | None], parents: dict[str, str | None]) -> int | None:
    for _ in range(MAX_PARENTS):
        if identity is None:
            return None
        if own.get(identity) is not None:
            return own[identity]
        identity = parents.get(identity)
    return None


def _value(element: etree._Element | None, namespace: str) -> str | None:
    return None if element is None else element.get(f'{namespace}val')
