"""The JSON of pydantic's models and dataclasses: as their own rules say, with bytes, paths and sets as everywhere else."""

import functools
import pathlib
from collections import deque
from collections.abc import Callable, Mapping, Set
from typing import Any

from pydantic import BaseModel
from pydantic.dataclasses import is_pydantic_dataclass
from pydantic_core import PydanticSerializationError

from function_library.clean import clean
from function_library.conversion import Conversion, Rows


def _model(conversion: Conversion, value: Any) -> Any:
    return conversion.guarded(value, lambda: conversion.convert(_fields(conversion, value)))


def _fields(conversion: Conversion, value: Any) -> Any:
    """Python's values where this library says how they travel, and pydantic's JSON where the model does."""
    dump = _dump_of(value)
    try:
        plain = dump(mode='python', by_alias=True)
    except PydanticSerializationError as error:
        return conversion.refuse(f'has no JSON by its own rules: {clean(str(error))}')
    except TypeError:  # a set of models, as whose items their fields can not stand
        plain = None
    except ValueError:  # it holds itself
        return _attributes(value)
    try:
        shown = dump(mode='json', by_alias=True)
    except (PydanticSerializationError, ValueError):  # it holds what pydantic has no JSON for
        return _attributes(value) if plain is None else plain
    return shown if plain is None else _merged(plain, shown, _says_how_bytes_travel(value))


def _dump_of(value: Any) -> Callable[..., Any]:
    of_dataclass = functools.partial(type(value).__pydantic_serializer__.to_python, value)
    return value.model_dump if isinstance(value, BaseModel) else of_dataclass


def _attributes(value: Any) -> dict[str, Any]:
    names = type(value).model_fields if isinstance(value, BaseModel) else type(value).__pydantic_fields__
    return {name: getattr(value, name) for name in names}


def _says_how_bytes_travel(value: Any) -> bool:
    settings = value.model_config if isinstance(value, BaseModel) else type(value).__pydantic_config__
    return 'ser_json_bytes' in settings


def _merged(plain: Any, shown: Any, keeps_bytes: bool) -> Any:
    """The JSON, with the values that pydantic alone would write in another form; a form of the model's own stays."""
    if isinstance(plain, bytes):
        return shown if keeps_bytes or shown != plain.decode(errors='ignore') else plain
    if isinstance(plain, pathlib.PurePath):
        return plain if shown == str(plain) else shown
    if isinstance(plain, Set):
        return plain if isinstance(shown, list) else shown
    if isinstance(plain, Mapping) and isinstance(shown, dict):
        return _merged_mapping(plain, shown, keeps_bytes)
    if isinstance(plain, (list, tuple, deque)) and isinstance(shown, list) and len(plain) == len(shown):
        return [_merged(*each, keeps_bytes) for each in zip(plain, shown, strict=True)]
    return shown


def _merged_mapping(plain: Mapping[Any, Any], shown: dict[str, Any], keeps_bytes: bool) -> Any:
    names = [key for key in plain if isinstance(key, str)]
    if len(shown) < len(plain) and len(names) < len(plain):
        return plain  # two keys have the same text
    if len(shown) != len(plain) or not shown.keys() >= set(names):
        return shown
    pairs = zip(plain.values(), shown.items(), strict=True)
    return {name: _merged(value, form, keeps_bytes) for value, (name, form) in pairs}


class _PydanticDataclass(type):
    def __instancecheck__(cls, value: Any) -> bool:
        kind: type[Any] = type(value)
        return bool(is_pydantic_dataclass(kind))


class _AnyPydanticDataclass(metaclass=_PydanticDataclass):
    """Whatever is a dataclass of pydantic."""


ROWS: Rows = ((BaseModel, _model), (_AnyPydanticDataclass, _model))
