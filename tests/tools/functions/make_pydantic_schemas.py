"""Prints the schemas of the arguments of thirty functions as pydantic writes them, for `pydantic-schemas.json`."""

import enum
import json
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Generic, Literal, NamedTuple, TypeVar

from pydantic import (
    AnyUrl,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    create_model,
)
from typing_extensions import NotRequired, TypedDict

Item = TypeVar('Item')


class Colour(enum.Enum):
    RED = 'red'
    BLUE = 'blue'


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Order(BaseModel):
    """One order of a customer."""

    id: int
    price: Decimal = Field(gt=0, description='In euros.')
    placed: date


class Cat(BaseModel):
    kind: Literal['cat']
    lives: int = 9


class Dog(BaseModel):
    kind: Literal['dog']
    tricks: list[str] = []


class Node(BaseModel):
    name: str
    children: list['Node'] = []


class Page(BaseModel, Generic[Item]):
    items: list[Item]
    next: str | None = None


class Closed(BaseModel):
    model_config = ConfigDict(extra='forbid')
    from_: str = Field(alias='from', pattern=r'^\w+$')


class Options(TypedDict):
    limit: int
    verbose: NotRequired[bool]


@dataclass
class Point:
    x: float
    y: float = 0.0


class Pair(NamedTuple):
    left: int
    right: str


functions: dict[str, dict[str, Any]] = {
    'nothing': {},
    'two_numbers': {'left': (int, ...), 'right': (int, 2)},
    'texts': {'text': (Annotated[str, Field(min_length=1, max_length=80, pattern='^[a-z]+$')], ...)},
    'bounded': {'count': (Annotated[int, Field(ge=0, lt=10, multiple_of=2)], ...)},
    'optional': {'name': (str | None, None)},
    'union': {'value': (int | float | str | bool | None, ...)},
    'literal': {'mode': (Literal['fast', 'slow'], 'fast')},
    'constant': {'version': (Literal[1], 1)},
    'mixed_literal': {'value': (Literal['a', 1, True, None], ...)},
    'enums': {'colour': (Colour, Colour.RED), 'level': (Level, ...)},
    'times': {'day': (date, ...), 'at': (datetime, ...), 'clock': (time, ...), 'span': (timedelta, ...)},
    'aware': {'at': (AwareDatetime, ...)},
    'decimal': {'amount': (Decimal, Decimal('1.50'))},
    'ids': {'id': (uuid.UUID, ...)},
    'bytes_and_paths': {'data': (bytes, b''), 'file': (Path, ...)},
    'urls': {'url': (AnyUrl, ...), 'key': (SecretStr, ...)},
    'nested_model': {'orders': (list[Order], ...), 'currency': (str, 'EUR')},
    'discriminated': {'pet': (Annotated[Cat | Dog, Field(discriminator='kind')], ...)},
    'undiscriminated': {'pet': (Cat | Dog, ...)},
    'recursive': {'tree': (Node, ...)},
    'generic': {'page': (Page[Order], ...), 'words': (Page[str], ...)},
    'typed_dict': {'options': (Options, ...)},
    'dataclasses': {'points': (list[Point], ...)},
    'named_tuple': {'pair': (Pair, ...)},
    'tuples': {'box': (tuple[float, float, str], ...), 'many': (tuple[int, ...], ())},
    'sets': {'tags': (set[str], ...), 'frozen': (frozenset[int], frozenset())},
    'mappings': {'sums': (dict[str, float], ...), 'by_day': (dict[date, list[int]], {})},
    'constrained_keys': {'rates': (dict[Annotated[str, Field(pattern='^[A-Z]{3}$')], float], ...)},
    'anything': {'value': (Any, None), 'objects': (list[dict[str, Any]], ...)},
    'described': {'city': (str, Field(description='Where it is.', examples=['Ulm', 'Bonn'], title='Town'))},
    'closed': {'filter': (Closed, ...)},
    'deprecated': {'old': (int, Field(1, deprecated=True, json_schema_extra={'x-unit': 'mm'}))},
}


def schema_of(name: str, fields: dict[str, Any], make: Callable[..., type[BaseModel]] = create_model) -> Any:
    """The object schema of a call's arguments; what is not declared is refused."""
    model = make(name, __config__=ConfigDict(extra='forbid'), **fields)
    return model.model_json_schema()


if __name__ == '__main__':
    sys.stdout.write(json.dumps({name: schema_of(name, fields) for name, fields in functions.items()}, indent=1) + '\n')
