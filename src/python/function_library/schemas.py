"""The JSON Schemas of a function's arguments and of its result."""

import json
from collections.abc import Mapping
from typing import Any

from function_library.docstrings.documentation import Documentation
from function_library.parameters import EMPTY, is_field
from function_library.plain import converted
from function_library.prepared import Prepared


def parameters_schema(prepared: Prepared, documentation: Documentation) -> dict[str, Any]:
    """An object with a property for each parameter that a caller may give, described as the docstring describes it."""
    arguments = prepared.arguments
    schema = arguments.named.json_schema()
    secrets = prepared.declared.secrets
    properties = {name: each for name, each in schema.get('properties', {}).items() if name not in secrets}
    schema['properties'] = properties
    for name, each in properties.items():
        properties[name] = _described(each, documentation.parameters.get(name))
        _add_default(properties[name], prepared, name)
    if arguments.others is not None:
        others = arguments.others.json_schema()
        schema['additionalProperties'] = others.get('additionalProperties', True)
        schema['$defs'] = {**others.get('$defs', {}), **schema.get('$defs', {})}
    required = [name for name in schema.pop('required', []) if name not in prepared.constants and name not in secrets]
    kept = {key: value for key, value in schema.items() if key != '$defs' or value}
    return without_titles({'type': 'object', **kept, 'required': required})


def result_schema(prepared: Prepared) -> dict[str, Any] | None:
    """None where there is no annotation, or none that has a schema."""
    if prepared.results.adapter is None:
        return None
    try:
        return without_titles(prepared.results.adapter.json_schema(mode='serialization'))
    except Exception:
        return None


def without_titles(schema: dict[str, Any]) -> dict[str, Any]:
    """The same without the titles that repeat names; a property that is called title stays."""
    kept: dict[str, Any] = {}
    for key, value in schema.items():
        if key == 'title' and isinstance(value, str):
            continue
        if key in ('properties', '$defs', 'patternProperties') and isinstance(value, dict):
            kept[key] = {name: without_titles(each) for name, each in value.items()}
        elif key in ('default', 'const', 'enum', 'examples', 'example'):
            kept[key] = value
        else:
            kept[key] = _inner(value)
    return kept


def _inner(value: Any) -> Any:
    if isinstance(value, dict):
        return without_titles(value)
    return [_inner(each) for each in value] if isinstance(value, list) else value


def _described(schema: Mapping[str, Any], description: str | None) -> dict[str, Any]:
    return dict(schema) if description is None or 'description' in schema else {**schema, 'description': description}


def _add_default(schema: dict[str, Any], prepared: Prepared, name: str) -> None:
    if name in prepared.declared.defaults:
        schema['default'] = prepared.declared.defaults[name]
        return
    parameter = prepared.parameters.named.get(name)
    if parameter is None or parameter.default is EMPTY:
        return
    default = parameter.default
    if is_field(default):
        if default.is_required():
            return
        default = default.get_default(call_default_factory=True)
    plain = converted(default)
    if not plain.problems and len(json.dumps(plain.value)) < 1_000:
        schema['default'] = plain.value
