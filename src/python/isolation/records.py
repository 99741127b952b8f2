"""Turns what arrives as JSON into frozen dataclasses: exactly the declared fields, each of its declared type.

A field `host_pid` travels as `hostPid`. A dataclass that is read here must not postpone its annotations.
"""

import dataclasses
import types
import typing
from collections.abc import Callable
from typing import Any, TypeVar

Record = TypeVar('Record')

# Turns a value into what a field holds; raises ValueError that names the place of the value.
Reader = Callable[[Any], Any]

# Parts of a name that travel in a form of their own.
WIRE_WORDS = {'mib': 'MiB'}


def parse(kind: type[Record], value: object) -> Record:
    """`value` as a `kind`; raises ValueError that names what is missing, unknown or of another type."""
    if kind not in _readers:
        _readers[kind] = _reader(kind, kind.__name__)
    return typing.cast(Record, _readers[kind](value))


# Made once: a forked process, whose every first touch of memory copies it, then reads by what is ready.
_readers: dict[type, Reader] = {}


def _reader(kind: Any, place: str) -> Reader:
    if dataclasses.is_dataclass(kind):
        return _record_reader(kind, place)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin in (types.UnionType, typing.Union):  # something or None
        return _optional_reader(_reader(parts[0], place))
    if origin is tuple:
        return _list_reader(_reader(parts[0], place), place)
    allowed, choices = (type(parts[0]), parts) if origin is typing.Literal else (kind, None)

    def read(value: Any) -> Any:
        is_right = type(value) is allowed or (allowed is float and type(value) is int)
        if not is_right or (choices and value not in choices):
            raise ValueError(f'{place} is not of the type {getattr(kind, "__name__", kind)}')
        return value

    return read


def _record_reader(kind: Any, place: str) -> Reader:
    fields = [(_wire_name(field.name), field) for field in dataclasses.fields(kind)]
    readers = {wire: (field.name, _reader(field.type, f'{place}.{wire}')) for wire, field in fields}

    def read(value: Any) -> Any:
        if type(value) is not dict:
            raise ValueError(f'{place} is not an object')
        if value.keys() != readers.keys():
            strange = ', '.join(sorted(map(str, value.keys() ^ readers.keys())))
            raise ValueError(f'{place} has missing or unknown fields: {strange}')
        return kind(**{name: reader(value[wire]) for wire, (name, reader) in readers.items()})

    return read


def _optional_reader(inner: Reader) -> Reader:
    return lambda value: None if value is None else inner(value)


def _list_reader(inner: Reader, place: str) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is not list:
            raise ValueError(f'{place} is not a list')
        return tuple(map(inner, value))

    return read


def _wire_name(name: str) -> str:
    first, *others = name.split('_')
    return first + ''.join(WIRE_WORDS.get(word, word.capitalize()) for word in others)
