"""Whether two single values of different types say the same."""

import datetime
import decimal
import enum
import math
import numbers
import pathlib
import uuid
from typing import Any

from pydantic_core import PydanticCustomError

from function_library.plain import converted
from function_library.values.encoded_bytes import decoded

TIMES = (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)
# Those that only an annotation of the author's own changes into another of the same type.
LEAVES = frozenset({str, int, float, bool, bytes, complex, decimal.Decimal, uuid.UUID, *TIMES})
PRECISIONS = ('minutes', 'seconds', 'milliseconds', 'microseconds')


def is_same(returned: Any, made: Any) -> bool:
    """A number may be another type's, and text what the other is written as."""
    if isinstance(returned, enum.Enum):
        return bool(returned.value == made) or is_same(returned.value, made)
    if type(returned).__module__ == 'numpy' and hasattr(returned, 'item'):
        returned = returned.item()
    if isinstance(returned, bool) is not isinstance(made, bool):
        return False
    if isinstance(made, (numbers.Number, decimal.Decimal)) or made is None:
        return _is_same_number(returned, made)
    if isinstance(returned, str):
        return _is_text_of(returned, made)
    if isinstance(returned, (bytearray, memoryview)):
        return bool(bytes(returned) == made)
    kind: type[Any] = type(made)
    return isinstance(returned, kind) and bool(returned == made)


def name_of(made: Any) -> str:
    """What people call the type of a value."""
    return 'Path' if isinstance(made, pathlib.PurePath) else type(made).__name__


def _is_same_number(returned: Any, made: Any) -> bool:
    """The decimal that a float is written as is that number."""
    if made is None or (isinstance(returned, float) and math.isnan(returned)):
        return bool(returned != returned) and (made is None or bool(made != made))
    if isinstance(made, decimal.Decimal) and isinstance(returned, (str, float)):
        return str(returned) == str(made)
    if isinstance(returned, decimal.Decimal) and isinstance(made, float):
        return bool(decimal.Decimal(repr(made)) == returned)
    return isinstance(returned, (numbers.Number, decimal.Decimal)) and bool(returned == made)


def _is_text_of(text: str, made: Any) -> bool:
    if isinstance(made, bytes):
        try:
            return bool(decoded(text) == made)
        except PydanticCustomError:
            return False
    if isinstance(made, (datetime.datetime, datetime.time)):
        written = text.replace('Z', '+00:00').replace(' ', 'T')
        return written == made.isoformat() or any(written == made.isoformat(timespec=each) for each in PRECISIONS)
    form = converted(made)
    return bool(form.problems) or form.value == text
