"""What pydantic knows of a type, in which bytes and paths mean the same wherever they stand."""

import contextlib
import warnings
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import SchemaValidator, core_schema

from function_library.values import within_models
from function_library.values.encoded_bytes import encoded


class _Schema(GenerateJsonSchema):
    def bytes_schema(self, schema: core_schema.BytesSchema) -> JsonSchemaValue:
        is_own = self._chooses_bytes('ser' if self.mode == 'serialization' else 'val')
        return super().bytes_schema(schema) if is_own else {'type': 'string', 'contentEncoding': 'base64'}

    def encode_default(self, dft: Any) -> Any:
        is_own = not isinstance(dft, bytes) or self._chooses_bytes('ser')
        return super().encode_default(dft) if is_own else encoded(dft)

    def _chooses_bytes(self, way: str) -> bool:
        """Whether the model at hand says itself how its bytes travel."""
        return f'{way}_json_bytes' in self._config.config_dict


class Adapter:
    """Raises what pydantic raises for a type that it does not know."""

    def __init__(self, kind: Any, forms: within_models.Forms = within_models.ARGUMENTS) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter('ignore')  # of names that a model of somebody hides
            self._adapter: TypeAdapter[Any] = TypeAdapter(kind)
            alike = within_models.read_alike(self._adapter.core_schema, forms)
            is_own = alike is self._adapter.core_schema
            self._validator = self._adapter.validator if is_own else _validator(alike)

    @property
    def has_typed_dict(self) -> bool:
        """Whether a TypedDict stands in it anywhere."""
        return "'typed-dict'" in repr(self._adapter.core_schema)

    def of_json(self, text: bytes) -> Any:
        """The value that this JSON means; raises ValidationError."""
        return self._validator.validate_json(text)

    def of_python(self, value: Any) -> Any:
        """The value as the type means it; raises ValidationError."""
        return self._validator.validate_python(value)

    def json_schema(self, mode: Literal['validation', 'serialization'] = 'validation') -> dict[str, Any]:
        """Raises what pydantic raises for a type that JSON has no form for."""
        schema: dict[str, Any] = self._adapter.json_schema(mode=mode, schema_generator=_Schema)
        return schema


def _validator(schema: Any) -> SchemaValidator:
    """One that is built of this very schema, where pydantic would take that of each class as it is."""
    try:
        return SchemaValidator(schema, _use_prebuilt=False)
    except TypeError:
        with _unfinished(list(within_models.classes_of(schema))):
            return SchemaValidator(schema)


@contextlib.contextmanager
def _unfinished(classes: list[Any]) -> Iterator[None]:
    """Classes whose own validators an older pydantic does not take, for as long."""
    finished = [each for each in classes if each.__dict__.get('__pydantic_complete__')]
    for each in finished:
        each.__pydantic_complete__ = False
    try:
        yield
    finally:
        for each in finished:
            each.__pydantic_complete__ = True
