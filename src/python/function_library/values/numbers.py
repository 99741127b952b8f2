"""Numbers, of which true and false are none."""

from typing import Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def _no_boolean(value: Any) -> Any:
    if value is True or value is False:
        raise PydanticCustomError('number_type', 'Input should be a number, not true or false')
    return value


NUMBER = BeforeValidator(_no_boolean)
