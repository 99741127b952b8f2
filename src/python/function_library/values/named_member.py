"""Members of an enumeration, which a call may also give by their names."""

import enum
from typing import Any

from pydantic import BeforeValidator


def named_member(kind: type[enum.Enum]) -> BeforeValidator:
    """Values come first: a name that is also the value of another member means that one."""
    values = [member.value for member in kind]

    def member(value: Any) -> Any:
        is_name = isinstance(value, str) and value not in values and value in kind.__members__
        return kind[value] if is_name else value

    return BeforeValidator(member)
