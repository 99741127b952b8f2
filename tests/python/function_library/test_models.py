"""Bytes, paths and sets inside of models and dataclasses travel as they do everywhere else; a model's own rules come first."""

from pathlib import Path
from typing import Any

import pytest

from declared import Declared

PRELUDE = r"""
import dataclasses, datetime, enum, math, pathlib, typing
import pydantic.dataclasses
from pydantic import BaseModel, ConfigDict, Field, RootModel, SecretStr, computed_field, field_serializer, model_serializer
from typing_extensions import TypedDict

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

class Given(BaseModel):
    data: bytes = b''
    file: pathlib.Path = pathlib.Path('later.txt')
    inner: list['Given'] = []
    standard: pydantic.Base64Bytes = b''
    metadata: typing.Optional[bytes] = None
    type: typing.Optional[str] = None

class Hexed(BaseModel):
    model_config = ConfigDict(val_json_bytes='hex')
    data: bytes

@dataclasses.dataclass
class Attached:
    data: bytes
    blob: typing.Optional[Blob] = None

class Keyed(TypedDict):
    data: bytes

class Tailed(typing.NamedTuple):
    data: bytes

class Left(BaseModel):
    kind: typing.Literal['left']
    data: bytes

class Right(BaseModel):
    kind: typing.Literal['right']
    data: bytes

Side = typing.Annotated[typing.Union[Left, Right], Field(discriminator='kind')]

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

# Type of the parameter; what a call gives; what the function sees.
TAKEN: list[tuple[str, Any, str]] = [
    ('Given', {'data': 'YWJjZA=='}, 'value.data == b"abcd"'),
    ('list[Given]', [{'inner': [{'data': '+/8'}]}], 'value[0].inner[0].data == b"\\xfb\\xff"'),
    ('Given', {'metadata': 'YWJjZA==', 'type': 'bytes'}, '(value.metadata, value.type) == (b"abcd", "bytes")'),
    ('Given', {'standard': 'YWJjZA=='}, 'value.standard == b"abcd"'),
    ('Given', {'file': 'orders.csv'}, 'value.file == pathlib.Path("orders.csv")'),
    ('pydantic.Base64Bytes', 'YWJjZA==', 'value == b"abcd"'),
    ('Hexed', {'data': '6162'}, 'value.data == b"ab"'),
    ('Attached', {'data': 'YWJjZA==', 'blob': {'data': 'YQ=='}}, 'value == Attached(b"abcd", Blob(data=b"a"))'),
    ('Named', {'data': 'YWJjZA=='}, 'value.data == b"abcd"'),
    ('Keyed', {'data': 'YWJjZA=='}, 'value == {"data": b"abcd"}'),
    ('Tailed', ['YWJjZA=='], 'value == (b"abcd",)'),
    ('Side', {'kind': 'right', 'data': 'YWJjZA=='}, 'value.data == b"abcd"'),
]

REFUSED = [
    ('Given', {'inner': [{'data': 'a b!'}]}, 'value.inner[0].data', 'should be bytes as text in base64, not "a b!"'),
    ('Given', {'file': 'order.csv'}, 'value.file', 'No file with this name was given with the call. Did you mean orders.csv?'),
    ('Given', {'file': '../x'}, 'value.file', 'should be the plain name of a file given with the call, not "../x"'),
]  # fmt: skip

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


@pytest.fixture(scope='module')
def taken(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What came of each call that gives a value."""
    rows = [(kind, given, seen) for kind, given, seen in TAKEN] + [(kind, given, 'None') for kind, given, *_ in REFUSED]
    bodies = [f'def f{row}(value: {kind}):\n    return {seen}\n' for row, (kind, _, seen) in enumerate(rows)]
    names: dict[str, dict[str, Any]] = {f'f{row}': {} for row in range(len(rows))}
    library = Declared(tmp_path_factory.mktemp('taken'), PRELUDE + '\n'.join(bodies), names)
    (library.work / 'orders.csv').touch()
    return library.calls([(f'f{row}', {'value': given}) for row, (_, given, _) in enumerate(rows)])


@pytest.mark.parametrize('row', range(len(TAKEN)), ids=[f'{kind} {given}' for kind, given, _ in TAKEN])
def test_a_model_takes_what_a_parameter_takes(taken: Any, row: int) -> None:
    assert taken[row] == {'status': 'returned', 'result': True}


@pytest.mark.parametrize('row', range(len(REFUSED)), ids=[path for _, _, path, _ in REFUSED])
def test_a_model_refuses_what_a_parameter_refuses(taken: Any, row: int) -> None:
    (problem,) = taken[len(TAKEN) + row]['problems']
    assert (problem['path'], problem['message']) == REFUSED[row][2:]


def test_schemas_say_how_the_bytes_of_a_model_travel(tmp_path: Path) -> None:
    source = PRELUDE + 'def f(blob: Blob, hexed: Hexed, given: Given) -> Blob: ...\n'
    found = Declared(tmp_path, source, {'f': {}}).found('f')
    models = found['parameters']['$defs']
    base64 = {'type': 'string', 'contentEncoding': 'base64'}
    assert models['Blob']['properties']['data'] == found['result']['properties']['data'] == base64
    assert 'contentEncoding' not in models['Hexed']['properties']['data']
    assert models['Given']['properties']['file']['format'] == 'path'
