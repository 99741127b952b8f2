"""Names the shape of a value as JSON, YAML or TOML hold it, and the keys of its records."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, TypeAlias

from describers.base.description import Description
from describers.base.plain import clean_name

MAX_KEYS = 60
MAX_LEVELS = 3
MAX_ITEMS = 10_000
KINDS = {
    dict: 'object',
    list: 'array',
    str: 'string',
    bool: 'boolean',
    int: 'number',
    float: 'number',
    type(None): 'null',
    datetime.datetime: 'date-time',
    datetime.date: 'date',
    datetime.time: 'time',
    bytes: 'binary',
    set: 'set',
}


@dataclass(slots=True)
class Key:
    """What is known of one key of many objects."""

    types: set[str] = field(default_factory=set)
    holders: int = 0


Found: TypeAlias = dict[str, Key]


def kind(value: object) -> str:
    """The JSON type of a value, or what YAML and TOML have beyond JSON."""
    return kind_of(type(value))


def kind_of(each: type) -> str:
    """The JSON type of the values of a Python type."""
    return KINDS.get(each, 'other')


def is_records(value: object) -> bool:
    """Whether the value is an array of objects, the shape of a table."""
    return isinstance(value, list) and len(value) > 0 and all(issubclass(each, dict) for each in types_in(value))


def types_in(values: Iterable[object]) -> set[type]:
    """The types that occur among the values."""
    return set(map(type, values))


def has_nested_records(records: list[dict[Any, Any]]) -> bool:
    """Whether a value in some of the objects is itself an object with keys."""
    types = types_in(chain.from_iterable(map(dict.values, records)))
    if not any(issubclass(each, dict) for each in types):
        return False
    return any(isinstance(value, dict) and value for record in records for value in record.values())


def record_path(value: object) -> str | None:
    """The key of the only array of objects in a wrapping object, else None."""
    if not isinstance(value, dict):
        return None
    paths = [key for key, inner in value.items() if isinstance(key, str) and is_records(inner)]
    return paths[0] if len(paths) == 1 else None


def structure(value: Any, path: str | None) -> str:
    """The shape in a few words."""
    if path is not None:
        others = [clean_name(key) for key in value if key != path]
        listed = ', '.join(f'"{key[:40]}"' for key in others[:10]) + (', …' if len(others) > 10 else '')
        rest = f' (other keys: {listed})' if others else ''
        return f'object with an array of objects under "{clean_name(path)[:60]}"{rest}'
    if isinstance(value, list):
        if not value:
            return 'empty array'
        kinds = {kind_of(each) for each in types_in(value)}
        return f'array of {kinds.pop()}s' if len(kinds) == 1 else 'array of mixed values'
    if not value and isinstance(value, dict):
        return 'empty object'
    if _is_keyed_records(value):
        return 'object of objects with the same keys'
    return kind(value)


def _is_keyed_records(value: object) -> bool:
    if not isinstance(value, dict) or len(value) < 3 or not all(isinstance(inner, dict) for inner in value.values()):
        return False
    first = next(iter(value.values())).keys()
    return len(first) > 0 and all(inner.keys() == first for inner in value.values())


def describe_keys(items: list[dict[Any, Any]]) -> tuple[list[Description], int]:
    """Keys of the items in order of appearance, nested ones as `outer.inner` and `outer[].inner`; and the count left out."""
    items = items[:MAX_ITEMS]
    found: Found = {}
    flat: dict[tuple[Any, ...], set[str]] = {}
    repeats: Counter[tuple[Any, ...]] = Counter()
    for item in items:
        form = (*item, *map(type, chain(item, item.values())))
        if form not in flat:
            names: set[str] = set()
            _collect(item, '', names, found)
            if any(isinstance(value, (dict, list)) for value in item.values()):
                _add_holders(found, names, 1)
                continue
            flat[form] = names
        repeats[form] += 1
    for form, times in repeats.items():
        _add_holders(found, flat[form], times)
    count = max(1, len(items))
    keys: list[Description] = [
        {'name': name, 'types': sorted(key.types), 'presence': round(min(1, key.holders / count), 4)}
        for name, key in list(found.items())[:MAX_KEYS]
    ]
    return keys, len(found) - len(keys)


def _add_holders(found: Found, names: Iterable[str], times: int) -> None:
    for name in names:
        found[name].holders += times


def _collect(item: dict[Any, Any], prefix: str, seen: set[str], found: Found) -> None:
    for key, value in item.items():
        name = prefix + clean_name(key)
        if name not in found:
            found[name] = Key()
        found[name].types.add(kind(value))
        seen.add(name)
        if name.count('.') + 1 >= MAX_LEVELS:
            continue
        if isinstance(value, dict) and len(value) <= MAX_KEYS:
            _collect(value, f'{name}.', seen, found)
        elif is_records(value):
            for inner in value[:20]:
                _collect(inner, f'{name}[].', seen, found)


def depth(value: Any) -> int:
    """How many objects and arrays are inside each other at most; walks without recursion."""
    deepest, level, types = 0, [value], {type(value)}
    while any(issubclass(each, (dict, list)) for each in types):
        deepest += 1
        level = list(chain.from_iterable(map(dict.values, level) if types == {dict} else _inner_values(level)))
        types = types_in(level)
    return deepest


def _inner_values(level: list[Any]) -> Iterable[Iterable[Any]]:
    return (item.values() if isinstance(item, dict) else item for item in level if isinstance(item, (dict, list)))
