"""JSON as text, written by what no function can put another in the place of."""

import json
from typing import Any

from pydantic_core import PydanticSerializationError, to_json

_encode_ascii = json.JSONEncoder(separators=(',', ':')).encode


def json_text(value: Any) -> bytes:
    """Half a character is written as an escape, which is all that can carry it."""
    try:
        text: bytes = to_json(value)
        return text
    except PydanticSerializationError:
        return _encode_ascii(value).encode()
