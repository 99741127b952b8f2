"""Looks through the tags, filters and tests of a template, also of one that is no sound Jinja."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import TemplateSyntaxError

from rendering import language
from rendering.environment import TemplateEnvironment
from rendering.fault import Fault
from rendering.places import column_of

MAX_FAULTS = 50
PASSED_OVER = ('data', 'whitespace', 'comment_begin', 'comment', 'comment_end', 'raw_begin', 'raw_end')
OPENING, CLOSING = ('(', '[', '{'), (')', ']', '}')

Token = tuple[int, str, str]


@dataclass
class Survey:
    """What a template uses, and every name in it that does not exist; what is `beyond` bounds is not parsed.

    `unclosed` are the places and names of the blocks that are open where the text ends.
    """

    faults: list[Fault] = field(default_factory=list)
    filters: set[str] = field(default_factory=set)
    beyond: bool = False
    unclosed: list[tuple[int, str]] = field(default_factory=list)

    def blame(self, place: int, message: str) -> None:
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(message, int(place), column_of(place)))


def survey(environment: TemplateEnvironment, source: str) -> Survey:
    """Reads as far as the text can be told apart into tokens; why it goes no further is for the parser to say."""
    found = Survey()
    tokens = list(_within_bounds(found, _tokens(environment, source)))
    for index in range(len(tokens)):
        before = tokens[index - 1] if index else (0, '', '')
        _look(environment, found, before, tokens[index : index + 3])
    return found


def _tokens(environment: TemplateEnvironment, source: str) -> Iterable[Token]:
    try:
        for token in environment.lexer.tokeniter(source, None):
            if token[1] not in PASSED_OVER:
                yield token
    except TemplateSyntaxError:
        return


def _look(environment: Any, found: Survey, before: Token, here: Sequence[Token]) -> None:
    """Three tokens are enough to see what stands here: `is`, `not` and the name of a test."""
    _, kind, value = here[0]
    following = here[1:]
    if kind == 'block_begin' and _is_name(following):
        _look_at_tag(found, following[0])
    elif _leads_to_filter(before, here[0]) and _is_name(following):
        _look_at_filter(found, following[0])
    elif kind == 'name' and value == 'is' and before[2] != '.':
        names = following[1:] if following and following[0][2] == 'not' else following
        if _is_name(names) and names[0][2] not in environment.tests:
            place, _, name = names[0]
            found.blame(place, language.unavailable('test', name, environment.tests))


def _is_name(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[0][1] == 'name'


def _leads_to_filter(before: Token, here: Token) -> bool:
    return here[1:] == ('operator', '|') or (before[1] == 'block_begin' and here[1:] == ('name', 'filter'))


def _look_at_tag(found: Survey, token: Token) -> None:
    place, _, name = token
    if name in language.REFUSED_TAGS:
        shown = ', '.join(language.SHOWN_TAGS)
        found.blame(place, f'The tag `{name}` is not available: {language.REFUSED_TAGS[name]}. Available: {shown}.')
    elif name not in language.TAGS:
        found.blame(place, language.unavailable('tag', name, language.SHOWN_TAGS))


def _look_at_filter(found: Survey, token: Token) -> None:
    place, _, name = token
    if name in language.FILTERS:
        found.filters.add(name)
    else:
        found.blame(place, language.unavailable('filter', name, language.FILTERS))


def _within_bounds(found: Survey, tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens up to the first that stands too deep, after which none is looked at."""
    brackets = 0
    blocks: list[tuple[int, str]] = []
    before = ''
    for place, kind, value in tokens:
        if before == 'block_begin' and value in language.BLOCKS:
            blocks.append((place, value))
        elif before == 'block_begin' and value in language.BLOCK_ENDS:
            del blocks[-1:]
        elif kind == 'operator':
            brackets += (value in OPENING) - (value in CLOSING)
        before = kind
        if problem := _beyond(len(blocks), brackets, len(value) if kind == 'integer' else 0):
            found.blame(place, problem)
            found.beyond = True
            return
        yield place, kind, value
    found.unclosed = blocks


def _beyond(blocks: int, brackets: int, digits: int) -> str | None:
    if blocks > language.MAX_BLOCKS:
        return f'At most {language.MAX_BLOCKS} blocks may stand inside of each other.'
    if brackets > language.MAX_BRACKETS:
        return f'At most {language.MAX_BRACKETS} brackets may stand inside of each other.'
    if digits > language.MAX_DIGITS:
        return f'A whole number has at most {language.MAX_DIGITS} digits here.'
    return None
