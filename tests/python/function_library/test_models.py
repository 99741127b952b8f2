"""Bytes, paths and sets inside of models and dataclasses travel as they do everywhere else; a model's own rules come first."""

from typing import Any

import pytest

from declared import Declared

PRELUDE = r"""
import dataclasses, datetime, enum, math, pathlib, typing
import pydantic.dataclasses
from pydantic import BaseModel, ConfigDict, Field, RootModel, SecretStr, computed_field, field_serializer, model_serializer

class Color(enum.Enum):
    RED = 'red'
    BLUE = 'blue'
    GREEN = 'green'

class Blob(BaseModel):
    data: bytes

class Blobs(BaseModel):
    blobs: list[Blob] = [Blob(data=b'abcd')]
    by_name: dict[str, bytes] = {'a': b'abcd'}
    whatever: typing.Any = b'abcd'

class Chosen(BaseModel):
    model_config = ConfigDict(ser_json_bytes='base64')
    data: bytes = b'\xfb\xff'

class Own(BaseModel):
    data: bytes = b'ab'
    path: pathlib.Path = pathlib.Path('a/b')
    when: datetime.date = datetime.date(2024, 1, 2)
    hidden: int = Field(1, exclude=True)
    secret: SecretStr = SecretStr('x')

    @field_serializer('data')
    def as_hex(self, data): return data.hex()

    @field_serializer('path', when_used='json')
    def as_name(self, path): return path.name

    @computed_field(alias='theYear')
    @property
    def year(self) -> int: return self.when.year

class Shape(BaseModel):
    side: int = 2

    @model_serializer(when_used='json')
    def shape(self): return {'area': self.side ** 2}

class Failing(BaseModel):
    side: int = 2

    @field_serializer('side')
    def fail(self, side): raise RuntimeError('no side')

class Written(BaseModel):
    path: pathlib.Path = Field(default_factory=lambda: pathlib.Path.cwd() / 'out.txt')
    tags: set[str] = {'pear', 'apple', 'fig', 'kiwi', 'plum'}
    numbers: dict[int, frozenset[int]] = {1: frozenset({20, 3, 1})}

class Holding(BaseModel):
    numbers: dict[typing.Any, float] = {}
    inner: typing.Optional['Holding'] = None

@pydantic.dataclasses.dataclass
class Named:
    data: bytes = Field(b'abcd', serialization_alias='theData')
    more: typing.Optional[Blob] = None

@dataclasses.dataclass
class Plain:
    blob: Blob
    path: pathlib.Path

def held_by_itself():
    first = Holding()
    first.inner = first
    return first
"""

CONVERTED: list[tuple[str, Any]] = [
    ('Blob(data=b"abcd")', {'data': 'YWJjZA=='}),
    ('Blob(data=b"\\xff\\xfe")', {'data': '//4='}),
    ('Blobs()', {'blobs': [{'data': 'YWJjZA=='}], 'by_name': {'a': 'YWJjZA=='}, 'whatever': 'YWJjZA=='}),
    ('RootModel[list[bytes]]([b"abcd"])', ['YWJjZA==']),
    ('Chosen()', {'data': '-_8='}),
    ('Own()', {'data': '6162', 'path': 'b', 'when': '2024-01-02', 'secret': '**********', 'theYear': 2024}),
    ('Shape()', {'area': 4}),
    ('Written()', {'path': 'out.txt', 'tags': ['apple', 'fig', 'kiwi', 'pear', 'plum'], 'numbers': {'1': [1, 3, 20]}}),
    ('Named(more=Blob(data=b"abcd"))', {'theData': 'YWJjZA==', 'more': {'data': 'YWJjZA=='}}),
    ('Plain(Blob(data=b"abcd"), pathlib.Path.cwd() / "a")', {'blob': {'data': 'YWJjZA=='}, 'path': 'a'}),
    ('{Color.RED, Color.BLUE, Color.GREEN}', ['blue', 'green', 'red']),
]

INVALID = [
    ('[Failing()]', '[0]', 'has no JSON by its own rules: Error calling function `fail`: RuntimeError: no side'),
    ('Holding(numbers={1: math.nan})', 'numbers["1"]', 'is NaN, which JSON does not have; return None or leave it out'),
    ('Holding(numbers={1: 0, "1": 1})', 'numbers', 'has two keys that are both 1 in JSON'),
    ('held_by_itself()', 'inner', 'contains itself'),
]


@pytest.fixture(scope='module')
def returned(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What came of a call of a function for each expression."""
    expressions = [each for each, *_ in (*CONVERTED, *INVALID)]
    names = {expression: f'f{row}' for row, expression in enumerate(expressions)}
    bodies = [f'def {name}():\n    return {expression}\n' for expression, name in names.items()]
    source = PRELUDE + '\n'.join(bodies)
    library = Declared(tmp_path_factory.mktemp('models'), source, {name: {} for name in names.values()})
    return dict(zip(names, library.calls([(name, {}) for name in names.values()]), strict=True))


@pytest.mark.parametrize(('expression', 'result'), CONVERTED, ids=[each for each, _ in CONVERTED])
def test_a_model_becomes_json(returned: Any, expression: str, result: Any) -> None:
    assert returned[expression] == {'status': 'returned', 'result': result}


@pytest.mark.parametrize(('expression', 'path', 'message'), INVALID, ids=[each for each, *_ in INVALID])
def test_a_model_without_json_is_told_with_its_place(returned: Any, expression: str, path: str, message: str) -> None:
    (problem,) = returned[expression]['problems']
    assert (problem['path'], problem['message']) == (path, message)
