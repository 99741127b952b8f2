"""Signatures as Python writes them, with the names that a reader knows types by."""

import inspect
import sys
import types
import typing
from collections.abc import Iterable
from typing import Annotated, Any, get_args, get_origin

from function_library.clean import clean
from function_library.parameters import EMPTY, is_field
from function_library.prepared import Prepared

MAX_DEFAULT = 60
STARS: dict[object, str] = {inspect.Parameter.VAR_POSITIONAL: '*', inspect.Parameter.VAR_KEYWORD: '**'}


def signature_with(prepared: Prepared) -> inspect.Signature:
    """The signature of a function without what the environment gives it, in which the declared constants are defaults."""
    signature = prepared.parameters.signature
    constants = prepared.constants
    secrets = prepared.declared.secrets
    told = [each for each in signature.parameters.values() if each.name not in secrets]
    parameters = [_with_default(each, constants) for each in told]
    after_default = False
    for at, parameter in enumerate(parameters):
        takes_place = parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)
        if takes_place and after_default and parameter.default is EMPTY:
            parameters[at] = parameter.replace(kind=parameter.KEYWORD_ONLY)
        after_default = after_default or (takes_place and parameter.default is not EMPTY)
    return signature.replace(parameters=sorted(parameters, key=lambda each: each.kind))


def written(name: str, signature: inspect.Signature) -> str:
    """Such as `clean_orders(orders: list[Order], currency: str = 'EUR') -> Report`."""
    text = ', '.join(_parts(signature.parameters.values()))
    result = signature.return_annotation
    return f'{name}({text})' + ('' if result is EMPTY else f' -> {type_name(result)}')


def type_name(kind: Any) -> str:
    """A type as a reader knows it: without the module, except where that is a library's short name."""
    if kind is None or kind is type(None):
        return 'None'
    if kind is Ellipsis:
        return '...'
    if isinstance(kind, list):
        return f'[{", ".join(type_name(each) for each in kind)}]'
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return type_name(arguments[0])
    if origin in (typing.Union, types.UnionType):
        return ' | '.join(type_name(each) for each in arguments)
    if origin is typing.Literal:
        return f'Literal[{", ".join(map(repr, arguments))}]'
    if origin is not None and arguments:
        return f'{type_name(origin)}[{", ".join(type_name(each) for each in arguments)}]'
    return _plain_name(kind)


def _plain_name(kind: Any) -> str:
    name = getattr(kind, '__qualname__', None) or getattr(kind, '__name__', None) or repr(kind).removeprefix('typing.')
    name = str(name).rsplit('<locals>.', 1)[-1]
    library = str(getattr(kind, '__module__', '')).split('.')[0]
    return f'{library}.{name}' if hasattr(sys.modules.get(library), '__version__') and library != 'pydantic' else name


def _with_default(parameter: inspect.Parameter, constants: Any) -> inspect.Parameter:
    if parameter.name in constants:
        return parameter.replace(default=constants[parameter.name])
    if is_field(parameter.default):
        default = parameter.default
        return parameter.replace(
            default=EMPTY if default.is_required() else default.get_default(call_default_factory=True)
        )
    return parameter


def _parts(parameters: Iterable[inspect.Parameter]) -> Iterable[str]:
    had_places_only = stars = False
    for parameter in parameters:
        if had_places_only and parameter.kind != parameter.POSITIONAL_ONLY:
            yield '/'
        had_places_only = parameter.kind == parameter.POSITIONAL_ONLY
        if parameter.kind == parameter.KEYWORD_ONLY and not stars:
            yield '*'
        stars = stars or parameter.kind in (parameter.KEYWORD_ONLY, parameter.VAR_POSITIONAL)
        yield _part(parameter)
    if had_places_only:
        yield '/'


def _part(parameter: inspect.Parameter) -> str:
    star = STARS.get(parameter.kind, '')
    kind = '' if parameter.annotation is EMPTY else f': {type_name(parameter.annotation)}'
    if parameter.default is EMPTY:
        return f'{star}{parameter.name}{kind}'
    equals = ' = ' if kind else '='
    return f'{parameter.name}{kind}{equals}{_default(parameter.default)}'


def _default(value: Any) -> str:
    try:
        text = clean(repr(value), MAX_DEFAULT)
    except Exception:
        return '...'
    return '...' if ' at 0x' in text else text
