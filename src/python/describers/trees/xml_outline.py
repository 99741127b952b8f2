"""Reads an XML document once, element by element, and counts its paths."""

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from describers.plain import clean_text
from describers.problem import FileProblem

MAX_PATHS = 1_000
MAX_ATTRIBUTES = 30
MAX_ELEMENTS = 5_000_000
MAX_NAMESPACES = 20
SAFE = {'resolve_entities': False, 'load_dtd': False, 'no_network': True, 'huge_tree': False}


@dataclass
class Element:
    """What was met under one path; `steps` are the names from the root, with their namespaces."""

    steps: tuple
    prefix: str
    count: int = 0
    parents: int = 0
    attributes: dict = field(default_factory=dict)
    has_text: bool = False
    last_parent: int = -1


class Outline(NamedTuple):
    elements: dict
    """Steps to Element, in order of appearance."""
    unlisted: int
    """Elements whose path was met after there were too many."""
    namespaces: list
    """Pairs of prefix and URI, each once."""
    depth: int
    is_cut: bool
    """Whether elements beyond the first millions were not looked at."""


def outline_of(name):
    """Raises FileProblem for a document that is not well-formed or defines entities."""
    state = _State()
    try:
        events = etree.iterparse(
            name, events=('start', 'end', 'start-ns'), remove_comments=True, remove_pis=True, **SAFE
        )
        for event, item in events:
            if event == 'start-ns':
                state.namespaces.setdefault(item)
            elif event == 'start':
                state.begin(item)
            else:
                state.end(item)
            if state.seen > MAX_ELEMENTS:
                break
    except etree.XMLSyntaxError as error:
        reason = clean_text(error.msg or 'no element was found', 200)
        raise FileProblem(f'is not well-formed XML ({reason}); correct it there or export it again') from error
    pairs = [(prefix or '', uri) for prefix, uri in state.namespaces]
    return Outline(state.elements, state.unlisted, pairs, state.depth, state.seen > MAX_ELEMENTS)


class _State:
    def __init__(self):
        self.elements, self.namespaces = {}, {}
        self.steps, self.numbers = [], [-1]
        self.seen = self.depth = self.unlisted = 0

    def begin(self, node):
        if self.seen == 0:
            self._check_document(node.getroottree().docinfo)
        self.seen += 1
        self.steps.append(node.tag)
        self.numbers.append(self.seen)
        self.depth = max(self.depth, len(self.steps))
        element = self._element(node)
        if element is None:
            self.unlisted += 1
            return
        element.count += 1
        if element.last_parent != self.numbers[-2]:
            element.last_parent = self.numbers[-2]
            element.parents += 1
        if len(element.attributes) < MAX_ATTRIBUTES:
            element.attributes.update(dict.fromkeys(node.attrib))

    def end(self, node):
        element = self.elements.get(tuple(self.steps))
        if element is not None and not element.has_text and node.text and node.text.strip():
            element.has_text = True
        self.steps.pop()
        self.numbers.pop()
        node.clear()
        parent = node.getparent()
        while parent is not None and node.getprevious() is not None:
            del parent[0]

    def _element(self, node):
        steps = tuple(self.steps)
        if steps not in self.elements and len(self.elements) < MAX_PATHS:
            self.elements[steps] = Element(steps, node.prefix or '')
        return self.elements.get(steps)

    @staticmethod
    def _check_document(docinfo):
        if docinfo.internalDTD is not None and any(True for _ in docinfo.internalDTD.iterentities()):
            raise FileProblem('defines its own entities, which can hide anything; write their text out')
