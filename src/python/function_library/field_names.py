"""The keys by which a dict gives the fields of a model or dataclass."""

import dataclasses
from collections.abc import Iterator
from typing import Any

VALIDATORS = ('validators', 'field_validators', 'root_validators', 'model_validators')


def has_validators(made: Any) -> bool:
    """Whether the author of its type says what becomes of what it is given."""
    decorators = getattr(type(made), '__pydantic_decorators__', None)
    return any(getattr(decorators, each, None) for each in VALIDATORS)


def names_of(made: Any) -> dict[str, str]:
    """The attribute for each key, of fields and of what is computed of them; of the keys it was left with, too."""
    kind = type(made)
    fields: Any = getattr(kind, '__pydantic_fields__', None) or getattr(kind, 'model_fields', None)
    if fields is None:
        return {field.name: field.name for field in dataclasses.fields(made)}
    settings = getattr(kind, 'model_config', None) or getattr(kind, '__pydantic_config__', None) or {}
    by_name = settings.get('populate_by_name') or settings.get('validate_by_name')
    names = dict(each for name, field in fields.items() for each in _keys_of(name, field, by_name))
    for name, each in kind.__pydantic_decorators__.computed_fields.items():
        names |= {name: name, each.info.alias or name: name}
    return {**names, **{key: key for key in getattr(made, '__pydantic_extra__', None) or ()}}


def _keys_of(name: str, field: Any, by_name: Any) -> Iterator[tuple[str, str]]:
    """An alias may be one of several; one that is a path leads to no attribute of its first step."""
    alias = field.validation_alias
    if alias is None or by_name:
        yield name, name
    for each in getattr(alias, 'choices', None) or [alias]:
        if each is not None:
            yield (each, name) if isinstance(each, str) else (each.path[0], '')
