"""What a describer says of a file: a JSON object, shaped as the contracts of the TypeScript half parse it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = 'None | bool | int | float | str | Sequence[Json] | Mapping[str, Json]'
Description: TypeAlias = dict[str, Json]


def objects_in(value: Json) -> list[Description]:
    """The objects of a list in a description, as its columns, sheets or datasets are."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts_in(value: Json) -> list[str]:
    """The texts of a list in a description, as its warnings are."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
