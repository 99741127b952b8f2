"""What a template computes with: data, and what becomes text of it."""

import json
from typing import Any

from jinja2 import Undefined

from rendering.fault import RefusedError

KINDS = {
    'NoneType': 'nothing (null)',
    'bool': 'a truth value',
    'int': 'a number',
    'float': 'a number',
    'str': 'a text',
    'list': 'a list',
    'tuple': 'a list',
    'dict': 'an object',
    'range': 'a range',
    'Namespace': 'a namespace',
    'Macro': 'a macro',
    'LoopContext': 'a loop',
}
PRINTABLE = (str, int, float, list, dict, tuple, range, type(None), Undefined)


def kind_of(value: object) -> str:
    """How a value is spoken of."""
    name = type(value).__name__
    return KINDS.get(name, 'a function' if callable(value) else 'a value')


def printed(value: Any) -> Any:
    """The value, unless Python's name of an inner thing would stand in the text instead of it."""
    if isinstance(value, PRINTABLE):
        return value
    call = '; call it with ()' if callable(value) else ''
    raise RefusedError(f'{kind_of(value)[0].upper()}{kind_of(value)[1:]} is no text{call}.')


def to_json(value: Any, indent: int | None = None) -> str:
    """The filter `json`: exactly the value as JSON, with the letters of every language as they are."""
    if indent is not None and not (isinstance(indent, int) and 0 <= indent <= 16):
        raise RefusedError('`indent` of the filter `json` is a whole number up to 16.')
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, default=_refuse)
    except ValueError:
        raise RefusedError('The filter `json` got a number that JSON has no word for (NaN or infinity).') from None


def _refuse(value: Any) -> Any:
    if isinstance(value, Undefined):
        str(value)  # says by itself what is missing, where that is a fault
        return None
    raise RefusedError(f'The filter `json` takes data, and {kind_of(value)} is none.')
