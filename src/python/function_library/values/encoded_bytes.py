"""Bytes, which JSON carries as text in base64."""

import base64
import binascii
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

URL_SAFE = str.maketrans('-_', '+/')


class EncodedBytes:
    """Either alphabet is read, with or without its padding."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(decoded, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {'type': 'string', 'contentEncoding': 'base64'}


def encoded(value: bytes) -> str:
    """Bytes as results carry them."""
    return base64.b64encode(value).decode()


def decoded(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = ''.join(value.split()).rstrip('=').translate(URL_SAFE)
    try:
        return base64.b64decode(text + '=' * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise PydanticCustomError('bytes_type', 'Input should be bytes as text in base64') from None
