"""Reads an XML document once, element by element, and counts its paths."""

import os
from dataclasses import dataclass, field
from typing import TypeAlias

from lxml import etree

from describers.base.plain import clean_text
from describers.base.problem import FileProblem

MAX_PATHS = 1_000
MAX_ATTRIBUTES = 30
MAX_ELEMENTS = 5_000_000
MAX_NAMESPACES = 20
SMALL = 1 << 20  # a document up to this size may stay in memory as a whole
SAFE = {'resolve_entities': False, 'load_dtd': False, 'no_network': True, 'huge_tree': False}


Steps: TypeAlias = tuple[str, ...]
"""Names of elements from the root down, with their namespaces."""


@dataclass
class Element:
    """What was met under one path."""

    steps: Steps
    prefix: str
    count: int = 0
    parents: int = 0
    attributes: dict[str, None] = field(default_factory=dict)
    has_text: bool = False
    last_parent: int = -1
    below: 'dict[str, Element]' = field(default_factory=dict)
    """By tag, those that are listed."""


@dataclass(frozen=True)
class Outline:
    """What a document is made of."""

    elements: dict[Steps, Element]
    """In order of appearance."""
    unlisted: int
    """Elements whose path was met after there were too many."""
    namespaces: list[tuple[str, str]]
    """Pairs of prefix and URI, each once."""
    depth: int
    is_cut: bool
    """Whether elements beyond the first millions were not looked at."""


def outline_of(name: str) -> Outline:
    """Raises FileProblem for a document that is not well-formed or defines entities."""
    state = _State(keeps_all=os.path.getsize(name) <= SMALL)
    try:
        events = etree.iterparse(
            name, events=('start', 'end', 'start-ns'), remove_comments=True, remove_pis=True, **SAFE
        )
        for event, item in events:
            if event == 'start':
                state.begin(item)
                if state.seen > MAX_ELEMENTS:
                    break
            elif event == 'end':
                state.end(item)
            else:
                state.namespaces[item] = None
    except etree.XMLSyntaxError as error:
        reason = clean_text(error.msg or 'no element was found', 200)
        raise FileProblem(f'is not well-formed XML ({reason}); correct it there or export it again') from error
    pairs = [(prefix or '', uri) for prefix, uri in state.namespaces]
    return Outline(state.elements, state.unlisted, pairs, state.depth, state.seen > MAX_ELEMENTS)


class _State:
    def __init__(self, keeps_all: bool) -> None:
        self.elements: dict[Steps, Element] = {}
        self.namespaces: dict[tuple[str | None, str], None] = {}
        self.open: list[Element | None] = [Element((), '')]
        self.numbers = [-1]
        self.seen = self.depth = self.unlisted = 0
        self.keeps_all = keeps_all

    def begin(self, node: etree._Element) -> None:
        if self.seen == 0:
            self._check_document(node.getroottree().docinfo)
        self.seen += 1
        element = self._element(node, self.open[-1])
        number = self.numbers[-1]
        self.open.append(element)
        self.numbers.append(self.seen)
        if element is None:
            self.unlisted += 1
            return
        element.count += 1
        if element.last_parent != number:
            element.last_parent = number
            element.parents += 1
        if len(element.attributes) < MAX_ATTRIBUTES and (names := node.keys()):
            element.attributes.update(dict.fromkeys(names))

    def end(self, node: etree._Element) -> None:
        element = self.open.pop()
        self.numbers.pop()
        if element is not None and not element.has_text and (text := node.text) and text.strip():
            element.has_text = True
        if not self.keeps_all:
            _forget(node)

    def _element(self, node: etree._Element, parent: Element | None) -> Element | None:
        """None where there are too many paths."""
        tag = node.tag
        known = None if parent is None else parent.below.get(tag)
        if known is not None:
            return known
        self.depth = max(self.depth, len(self.open))
        if parent is None or len(self.elements) >= MAX_PATHS:
            return None
        element = Element((*parent.steps, tag), node.prefix or '')
        parent.below[tag] = element
        self.elements[element.steps] = element
        return element

    @staticmethod
    def _check_document(docinfo: etree.DocInfo) -> None:
        if docinfo.internalDTD is not None and any(True for _ in docinfo.internalDTD.iterentities()):
            raise FileProblem('defines its own entities, which can hide anything; write their text out')


def _forget(node: etree._Element) -> None:
    node.clear()
    parent = node.getparent()
    while parent is not None and node.getprevious() is not None:
        del parent[0]
