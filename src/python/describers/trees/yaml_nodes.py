"""Looks through a YAML stream before it is built: nesting, aliases, tags, documents."""

from dataclasses import dataclass

import yaml

from describers.base.plain import clean_text
from describers.base.problem import FileProblem

MAX_DEPTH = 100
MAX_ALIASED = 1_000_000
KNOWN_TAGS = 'tag:yaml.org,2002:'
KNOWN = {'null', 'bool', 'int', 'float', 'binary', 'timestamp', 'omap', 'pairs', 'set', 'str', 'seq', 'map', 'merge'}
LOADER = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)


@dataclass(frozen=True)
class Stream:
    """What a file of YAML holds."""

    documents: int
    tags: list[str]
    """Tags that yaml.safe_load refuses, each once."""


class _Size:
    """How many nodes are written, and how many there are once every alias is followed."""

    def __init__(self) -> None:
        self.written = self.expanded = 0
        self.anchors: dict[str, int] = {}
        self.open: list[tuple[str | None, int]] = []

    def add(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                name = clean_text(event.anchor)
                raise FileProblem(f'holds the alias "*{name}" inside itself or before its anchor; remove it')
            self.expanded += self.anchors[event.anchor]
        elif isinstance(event, yaml.NodeEvent):
            self.written += 1
            self.expanded += 1
            if isinstance(event, yaml.ScalarEvent):
                if event.anchor:
                    self.anchors[event.anchor] = 1
            else:
                self.anchors.pop(event.anchor, None)
                self.open.append((event.anchor, self.expanded - 1))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = self.open.pop()
            if anchor:
                self.anchors[anchor] = self.expanded - before
        elif isinstance(event, yaml.DocumentStartEvent):
            self.anchors.clear()

    def check(self) -> None:
        if len(self.open) > MAX_DEPTH:
            raise FileProblem(f'is nested more than {MAX_DEPTH} levels deep; flatten it')
        if self.expanded > MAX_ALIASED + self.written:
            raise FileProblem('grows beyond measure when its aliases are followed; write the values out or remove them')


def examine(text: str) -> Stream:
    """Raises FileProblem for a stream that is not YAML or not safe to build."""
    size, documents = _Size(), 0
    tags: dict[str, None] = {}
    try:
        for event in yaml.parse(text, Loader=LOADER):
            size.add(event)
            size.check()
            documents += isinstance(event, yaml.DocumentStartEvent)
            tag = getattr(event, 'tag', None)
            if tag and not _is_known(tag):
                tags[tag] = None
    except yaml.YAMLError as error:
        raise FileProblem(f'is not valid YAML ({reason_of(error)}); correct it there or export it again') from error
    return Stream(documents, list(tags))


def reason_of(error: yaml.YAMLError) -> str:
    """What the parser says and where, in one line."""
    mark = getattr(error, 'problem_mark', None)
    place = f' at line {mark.line + 1}, column {mark.column + 1}' if mark else ''
    return clean_text(f'{getattr(error, "problem", None) or error}', 150) + place


def _is_known(tag: str) -> bool:
    return tag == '!' or (tag.startswith(KNOWN_TAGS) and tag[len(KNOWN_TAGS) :] in KNOWN)
