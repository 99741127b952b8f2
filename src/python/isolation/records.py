"""Turns what arrives as JSON into frozen dataclasses: exactly the declared fields, each of its declared type.

A field `host_pid` travels as `hostPid`. A dataclass that is parsed here must not postpone its annotations.
"""

import dataclasses
import types
import typing
from typing import Any, TypeVar

First = TypeVar('First')
Second = TypeVar('Second')

# Parts of a name that travel in a form of their own.
WIRE_WORDS = {'mib': 'MiB'}


def parse(kind: type[First], value: object) -> First:
    """`value` as a `kind`; raises ValueError that names what is missing, unknown or of another type."""
    return typing.cast(First, _convert(kind, value, kind.__name__))


def parse_either(first: type[First], second: type[Second], value: object) -> First | Second:
    """`value` as a `second` where it has a field that only that one has, else as a `first`."""
    own = _wire_names(second).keys() - _wire_names(first).keys()
    return parse(second if isinstance(value, dict) and own & value.keys() else first, value)


def _convert(kind: Any, value: object, place: str) -> object:
    if dataclasses.is_dataclass(kind):
        return _fill(kind, value, place)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):  # something or None
        return None if value is None else _convert(parts[0], value, place)
    if origin is tuple and isinstance(value, list):
        return tuple(_convert(parts[0], item, place) for item in value)
    if origin is typing.Literal and type(value) is type(parts[0]) and value in parts:
        return value
    if type(value) is kind or (kind is float and type(value) is int):
        return value
    raise ValueError(f'{place} is not of the type {getattr(kind, "__name__", kind)}')


def _fill(kind: Any, value: object, place: str) -> object:
    if not isinstance(value, dict):
        raise ValueError(f'{place} is not an object')
    fields = _wire_names(kind)
    if strange := value.keys() ^ fields.keys():
        raise ValueError(f'{place} has missing or unknown fields: {", ".join(sorted(map(str, strange)))}')
    return kind(**{field.name: _convert(field.type, value[name], f'{place}.{name}') for name, field in fields.items()})


def _wire_names(kind: Any) -> dict[str, 'dataclasses.Field[Any]']:
    return {_wire_name(field.name): field for field in dataclasses.fields(kind)}


def _wire_name(name: str) -> str:
    first, *others = name.split('_')
    return first + ''.join(WIRE_WORDS.get(word, word.capitalize()) for word in others)
