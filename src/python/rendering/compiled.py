"""Turns the text of a template into something that renders, or into all that is wrong with it."""

from dataclasses import dataclass
from typing import Any, NoReturn

from jinja2 import TemplateSyntaxError, meta
from jinja2.environment import Template
from jinja2.parser import Parser

from rendering import language
from rendering.environment import TemplateEnvironment
from rendering.fault import Fault
from rendering.places import column_of
from rendering.survey import Survey, survey

TOO_INVOLVED = 'It is too involved: too much stands inside of each other, or in one row of operators.'


@dataclass(frozen=True)
class Compiled:
    """Either `template` and the `tree` it was made of, or faults."""

    template: Any
    tree: Any
    faults: tuple[Fault, ...]
    filters: tuple[str, ...]

    @property
    def variables(self) -> list[str]:
        """Names that the template takes from its variables; empty where there are faults."""
        found = meta.find_undeclared_variables(self.tree) if self.tree else set()
        return sorted(found - set(language.FUNCTIONS))


def compile_template(environment: TemplateEnvironment, source: str) -> Compiled:
    """Names that do not exist are all found; of what is no sound Jinja only the first place is."""
    found = survey(environment, source)
    filters = tuple(sorted(found.filters))
    parser = None
    try:
        if not found.beyond:
            parser = _Parser(environment, source)
            tree = parser.parse()
        if found.faults:
            return Compiled(None, None, _in_order(found), filters)
        code = environment.compile(tree)
    except TemplateSyntaxError as error:
        return Compiled(None, None, _in_order(found, _fault(error, found, parser)), filters)
    except (RecursionError, SyntaxError):  # of Python's own compiler
        return Compiled(None, None, _in_order(found, Fault(TOO_INVOLVED)), filters)
    template = Template.from_code(environment, code, environment.make_globals(None))
    return Compiled(template, tree, (), filters)


def _fault(error: TemplateSyntaxError, found: Survey, parser: '_Parser | None') -> Fault:
    """At the end of the text no place is a token's: where a block is open there, its tag is what is wrong."""
    place: int = error.lineno
    column = column_of(place)
    if parser is not None and parser.stream.current.type == 'eof':
        column = None
        if found.unclosed and found.unclosed[-1][1] in parser.unclosed:
            place = found.unclosed[-1][0]
            column = column_of(place)
    return Fault(_sentence(error.message or 'It is no sound Jinja'), int(place), column)


class _Parser(Parser):
    """Remembers the tag that nothing closed before the text ended."""

    unclosed: tuple[str, ...] = ()

    def fail_eof(self, end_tokens: tuple[str, ...] | None = None, lineno: int | None = None) -> NoReturn:
        self.unclosed = tuple(self._tag_stack[-1:])
        super().fail_eof(end_tokens, lineno)
        raise AssertionError  # Jinja always raises


def _in_order(found: Survey, *more: Fault) -> tuple[Fault, ...]:
    """What the survey has said of a place is not said again."""
    said = {(fault.line, fault.column) for fault in found.faults}
    new = [fault for fault in more if (fault.line, fault.column) not in said]
    return tuple(sorted([*found.faults, *new], key=lambda fault: (fault.line or 0, fault.column or 0)))


def _sentence(text: str) -> str:
    return f'{text[0].upper()}{text[1:]}'.rstrip('.') + '.'
