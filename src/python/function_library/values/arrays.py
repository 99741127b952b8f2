"""Arrays and single numbers of numpy."""

from typing import Any, get_args, get_origin

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from function_library.clean import clean

# What pydantic and JSON Schema call the kinds of numpy's types.
KINDS = {'b': bool, 'i': int, 'u': int, 'f': float, 'U': str}
ITEMS = {'b': 'boolean', 'i': 'integer', 'u': 'integer', 'f': 'number', 'U': 'string'}


class Array:
    """A numpy.ndarray, of the item type that the annotation names."""

    def __init__(self, annotation: Any) -> None:
        self.dtype = _item_type(annotation)

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._array)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        kind = ITEMS.get(self.dtype.kind) if self.dtype is not None else None
        of = f' of type {kind}' if kind else ''
        return {'type': 'array', 'description': f'Values{of}, nested as deep as the array has dimensions'}

    def _array(self, value: Any) -> Any:
        import numpy

        if isinstance(value, numpy.ndarray):
            return value
        if not isinstance(value, list):
            raise PydanticCustomError('array', 'Input should be a list of values, or of lists of equal length')
        try:
            array = numpy.array(value, dtype=self.dtype)
        except (TypeError, ValueError, OverflowError) as error:
            form = 'Input should be lists of equal length with values of one type ({reason})'
            raise PydanticCustomError('array', form, {'reason': clean(str(error))}) from None
        if self.dtype is not None and self.dtype.kind in 'iu' and array.tolist() != value:
            raise PydanticCustomError('array', 'Input should be whole numbers that fit the type of the array')
        return array


class Scalar:
    """A single value of numpy, such as numpy.float64."""

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        import numpy

        plain = KINDS.get(numpy.dtype(self.kind).kind)
        return core_schema.no_info_after_validator_function(self.kind, handler.generate_schema(plain or source))


def _item_type(annotation: Any) -> Any:
    import numpy

    for argument in get_args(annotation):
        if get_origin(argument) is numpy.dtype:
            (kind,) = get_args(argument)
            concrete = isinstance(kind, type) and issubclass(kind, numpy.generic) and not kind.__subclasses__()
            return numpy.dtype(kind) if concrete else None
    return None
