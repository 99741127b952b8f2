"""Has bytes and paths in the fields of models read as they are elsewhere, which annotations of parameters do not reach."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic_core import core_schema

from function_library.values import encoded_bytes, input_file

# What in a schema of pydantic is no schema itself, and where schemas stand by names of the user's.
NO_SCHEMA = ('metadata', 'serialization', 'default', 'expected', 'config', 'custom_error_context', 'function', 'cls')
BY_NAME = ('fields', 'choices')
# Those types of pydantic's own that mean another form: Base64Bytes, FilePath, NewPath and the like.
OTHER_FORMS = ('EncodedBytes', 'PathType')

Forms = Mapping[str, Callable[[Any], Any]]
RESULTS: Forms = {'bytes': lambda schema: core_schema.no_info_before_validator_function(encoded_bytes.decoded, schema)}
ARGUMENTS: Forms = {
    **RESULTS,
    'path': lambda schema: core_schema.no_info_after_validator_function(input_file.given, schema),
}


def read_alike(schema: Any, forms: Forms) -> Any:
    """The schema in which also what stands inside has these forms; the same object where there is nothing of them."""
    if isinstance(schema, (list, tuple)):
        inner: Any = type(schema)(read_alike(each, forms) for each in schema)
    elif isinstance(schema, dict) and not _has_another_form(schema):
        inner = {key: _part(key, value, forms) for key, value in schema.items()}
    else:
        return schema
    kept = schema if _is_same(schema, inner) else inner
    form = forms.get(_kind_of(kept))
    return form(kept) if form else kept


def classes_of(schema: Any) -> Iterator[type]:
    """The models and dataclasses that stand in a schema."""
    if isinstance(schema, (list, tuple)):
        for each in schema:
            yield from classes_of(each)
    elif isinstance(schema, dict):
        if schema.get('type') in ('model', 'dataclass'):
            yield schema['cls']
        for key, value in schema.items():
            if key in BY_NAME and isinstance(value, dict):
                yield from classes_of(list(value.values()))
            elif key not in NO_SCHEMA:
                yield from classes_of(value)


def _part(key: Any, value: Any, forms: Forms) -> Any:
    if key in BY_NAME and isinstance(value, dict):
        named = {name: read_alike(each, forms) for name, each in value.items()}
        return value if _is_same(value, named) else named
    return value if key in NO_SCHEMA else read_alike(value, forms)


def _is_same(before: Any, after: Any) -> bool:
    pairs = (
        zip(before.values(), after.values(), strict=True)
        if isinstance(before, dict)
        else zip(before, after, strict=True)
    )
    return all(new is old for old, new in pairs)


def _has_another_form(schema: dict[Any, Any]) -> bool:
    if 'val_json_bytes' in (schema.get('config') or {}):
        return True
    notes = (schema.get('metadata') or {}).get('pydantic_js_annotation_functions', ())
    return any(type(getattr(note, '__self__', None)).__name__ in OTHER_FORMS for note in notes)


def _kind_of(schema: Any) -> str:
    kind = schema.get('type') if isinstance(schema, dict) else None
    is_path = kind == 'lax-or-strict' and schema['lax_schema'].get('custom_error_type') == 'path_type'
    return 'path' if is_path else kind if isinstance(kind, str) else ''
