"""Numbers and truth, without the conversions that would make another answer of a mistake."""

from typing import Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError


def _refusing(refused: tuple[type, ...], error: tuple[str, Any]) -> BeforeValidator:
    def check(value: Any) -> Any:
        if type(value) in refused:
            raise PydanticCustomError(*error)
        return value

    return BeforeValidator(check)


_WHOLE = ('int_type', 'Input should be a valid integer')
_NUMBER = ('float_type', 'Input should be a valid number')
_TRUTH = ('bool_type', 'Input should be a valid boolean')

# A call may write a number as text; true and false are no numbers.
ARGUMENTS = {int: (_refusing((bool,), _WHOLE),), float: (_refusing((bool,), _NUMBER),)}

# A result is what it is.
RESULTS = {
    int: (_refusing((bool, str, bytes), _WHOLE),),
    float: (_refusing((bool, str, bytes), _NUMBER),),
    bool: (_refusing((int, float, str, bytes), _TRUTH),),
}
