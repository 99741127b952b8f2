"""Turns the text of a template into something that renders, or into all that is wrong with it."""

from dataclasses import dataclass
from typing import Any

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
    """`template` is null where there are faults; `variables` are then unknown."""

    template: Any
    faults: tuple[Fault, ...]
    variables: tuple[str, ...]
    filters: tuple[str, ...]


def compile_template(environment: TemplateEnvironment, source: str) -> Compiled:
    """Names that do not exist are all found; of what is no sound Jinja only the first place is."""
    found = survey(environment, source)
    filters = tuple(sorted(found.filters))
    if found.beyond:
        return Compiled(None, _in_order(found), (), filters)
    parser = None
    try:
        parser = Parser(environment, source)
        tree = parser.parse()
        if found.faults:
            return Compiled(None, _in_order(found), (), filters)
        variables = meta.find_undeclared_variables(tree) - set(language.FUNCTIONS)
        code = environment.compile(tree)
    except TemplateSyntaxError as error:
        return Compiled(None, _in_order(found, _fault(error, parser)), (), filters)
    except (RecursionError, SyntaxError):  # of Python's own compiler
        return Compiled(None, _in_order(found, Fault(TOO_INVOLVED)), (), filters)
    template = Template.from_code(environment, code, environment.make_globals(None))
    return Compiled(template, (), tuple(sorted(variables)), filters)


def _fault(error: TemplateSyntaxError, parser: Any) -> Fault:
    """An error at the end of the text has no column of its own: Jinja gives it that of the last token."""
    is_at_end = parser is not None and parser.stream.current.type == 'eof'
    column = None if is_at_end else column_of(error.lineno)
    return Fault(_sentence(error.message or 'It is no sound Jinja'), int(error.lineno), column)


def _in_order(found: Survey, *more: Fault) -> tuple[Fault, ...]:
    """What the survey has said of a place is not said again."""
    said = {(fault.line, fault.column) for fault in found.faults}
    new = [fault for fault in more if (fault.line, fault.column) not in said]
    return tuple(sorted([*found.faults, *new], key=lambda fault: (fault.line or 0, fault.column or 0)))


def _sentence(text: str) -> str:
    return f'{text[0].upper()}{text[1:]}'.rstrip('.') + '.'
