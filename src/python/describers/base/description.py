"""What a describer says of a file: a JSON object, shaped as the contracts of the TypeScript half parse it."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = 'bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None'
Description: TypeAlias = dict[str, Json]


def objects_in(value: Json) -> list[Description]:
    """The objects of a list in a description, as its columns, sheets or datasets are."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def texts_in(value: Json) -> list[str]:
    """The texts of a list in a description, as its warnings are."""
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def count_in(described: Description, field: str) -> int:
    """How many of something a description tells."""
    count = described[field]
    if not isinstance(count, int):
        raise TypeError(f'{field} is no count')
    return count
