"""The JSON of Python's own types."""

import array
import contextlib
import dataclasses
import datetime
import decimal
import enum
import fractions
import os
import pathlib
import types
import uuid
from collections import UserDict, UserList, deque
from collections.abc import Mapping, Set
from typing import Any

from pydantic_core import to_jsonable_python

from function_library.clean import shown_value
from function_library.conversion import Conversion, Rows
from function_library.values.encoded_bytes import encoded


def key_of(conversion: Conversion, key: Any) -> str | None:
    """The text of a key; None, with a problem, for what is no key in JSON."""
    if isinstance(key, enum.Enum):
        key = key.value
    if hasattr(key, 'item') and type(key).__module__ == 'numpy':
        key = key.item()
    if key is None or isinstance(key, bool):
        return {None: 'null', True: 'true', False: 'false'}[key]
    if isinstance(key, (datetime.date, datetime.time)):
        return key.isoformat()
    if isinstance(key, (str, int, float, decimal.Decimal, uuid.UUID, pathlib.PurePath)):
        return str(key)
    conversion.refuse(f'has the key {shown_value(key)}; keys in JSON are text')
    return None


def _mapping(conversion: Conversion, value: Any) -> Any:
    return conversion.guarded(value, lambda: conversion.mapping(value, key_of))


def _sequence(conversion: Conversion, value: Any) -> Any:
    return conversion.guarded(value, lambda: conversion.sequence(value))


def _set(conversion: Conversion, value: Any) -> Any:
    return conversion.guarded(value, lambda: conversion.sequence(_sorted(value)))


def _sorted(value: Any) -> list[Any]:
    """The same order in every process, whatever the hashes of the items."""
    for key in (None, repr):
        with contextlib.suppress(Exception):
            return sorted(value, key=key)
    return list(value)


def _dataclass(conversion: Conversion, value: Any) -> Any:
    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return conversion.guarded(value, lambda: conversion.mapping(fields, key_of))


def _path(_: Conversion, value: pathlib.PurePath) -> str:
    """The name of a file in the working folder, as artifacts are named."""
    text = os.fspath(value)
    folder = os.path.realpath(os.curdir) + os.sep
    return os.path.realpath(text)[len(folder) :] if os.path.realpath(text).startswith(folder) else text


class _Dataclass(type):
    def __instancecheck__(cls, value: Any) -> bool:
        return dataclasses.is_dataclass(value) and not isinstance(value, type)


class _AnyDataclass(metaclass=_Dataclass):
    """Whatever is a dataclass."""


ROWS: Rows = (
    (enum.Enum, lambda conversion, value: conversion.convert(value.value)),
    (str, lambda _, value: str.__str__(value)),
    (bool, lambda _, value: value),
    (int, lambda conversion, value: conversion.integer(int(value))),
    (float, lambda conversion, value: conversion.number(float(value))),
    (_AnyDataclass, _dataclass),
    ((dict, UserDict, types.MappingProxyType, Mapping), _mapping),
    ((list, tuple, deque, UserList, range, array.array), _sequence),
    ((set, frozenset, Set), _set),
    ((bytes, bytearray, memoryview), lambda _, value: encoded(bytes(value))),
    ((datetime.date, datetime.time), lambda _, value: value.isoformat()),
    (datetime.timedelta, lambda _, value: to_jsonable_python(value)),
    ((decimal.Decimal, fractions.Fraction, uuid.UUID), lambda _, value: str(value)),
    (pathlib.PurePath, _path),
)
