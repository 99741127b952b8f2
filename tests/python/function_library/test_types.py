"""Each type of a parameter and of a result: what JSON it takes, what it refuses, and what comes back."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from declared import Declared

PRELUDE = """
from __future__ import annotations
import dataclasses, datetime, decimal, enum, pathlib, typing, uuid
from collections import OrderedDict, defaultdict, deque
from typing import Annotated, Any, Generic, Literal, NamedTuple, Optional, Sequence, TypedDict, TypeVar, Union, List, Dict
import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import BaseModel, Field
from typing_extensions import TypedDict as LateTypedDict

class Color(enum.Enum):
    RED = 'red'
    BLUE = 'blue'

class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2

class Order(BaseModel):
    id: int
    price: decimal.Decimal = decimal.Decimal('1.50')
    tags: list[str] = []

@dataclasses.dataclass
class Point:
    x: float
    y: float = 0.0

class Movie(LateTypedDict):
    title: str
    year: int

class Pair(NamedTuple):
    left: int
    right: str

class Cat(BaseModel):
    kind: Literal['cat']
    lives: int = 9

class Dog(BaseModel):
    kind: Literal['dog']

Pet = Annotated[Union[Cat, Dog], Field(discriminator='kind')]

class Node(BaseModel):
    value: int
    children: list[Node] = []

T = TypeVar('T')
"""

ORDER = {'id': 1, 'price': '9.99', 'tags': ['a']}

# Type; JSON it takes; what `repr` it has in the function; the JSON that comes back when the function returns it.
TAKEN: list[tuple[str, Any, str | None, Any]] = [
    ('int', 5, '5', 5),
    ('int', '12', '12', 12),
    ('int', 12.0, '12', 12),
    ('float', 5, '5.0', 5.0),
    ('float', '1.5', '1.5', 1.5),
    ('str', 'ä\u2028\U0001f600', "'ä\\u2028😀'", 'ä\u2028\U0001f600'),
    ('bool', True, 'True', True),
    ('bool', 'yes', 'True', True),
    ('None', None, 'None', None),
    ('Any', {'a': [1, None]}, "{'a': [1, None]}", {'a': [1, None]}),
    ('object', 'x', "'x'", 'x'),
    ('list', [1, 'a'], "[1, 'a']", [1, 'a']),
    ('dict', {'a': 1}, "{'a': 1}", {'a': 1}),
    ('list[int]', [1, '2'], '[1, 2]', [1, 2]),
    ('List[Dict[str, float]]', [{'a': 1}], "[{'a': 1.0}]", [{'a': 1.0}]),
    ('dict[int, str]', {'1': 'a'}, "{1: 'a'}", {'1': 'a'}),
    ('tuple[int, str]', [1, 'a'], "(1, 'a')", [1, 'a']),
    ('tuple[int, ...]', [1, 2, 3], '(1, 2, 3)', [1, 2, 3]),
    ('set[str]', ['b', 'a', 'a'], None, ['a', 'b']),
    ('frozenset[int]', [2, 1], None, [1, 2]),
    ('Sequence[float]', [1], '[1.0]', [1.0]),
    ('deque[int]', [1], 'deque([1])', [1]),
    ('Optional[int]', None, 'None', None),
    ('int | None', 3, '3', 3),
    ('Union[int, str]', 'x', "'x'", 'x'),
    ('Union[bool, int]', 1, '1', 1),
    ("Literal['a', 'b', 3]", 'b', "'b'", 'b'),
    ('Color', 'red', "<Color.RED: 'red'>", 'red'),
    ('Color', 'RED', "<Color.RED: 'red'>", 'red'),
    ('Level', 2, '<Level.HIGH: 2>', 2),
    ('Order', ORDER, "Order(id=1, price=Decimal('9.99'), tags=['a'])", ORDER),
    ('list[Order]', [{'id': 1}], None, [{'id': 1, 'price': '1.50', 'tags': []}]),
    ('Point', {'x': 1}, 'Point(x=1.0, y=0.0)', {'x': 1.0, 'y': 0.0}),
    ('Movie', {'title': 'M', 'year': 1931}, None, {'title': 'M', 'year': 1931}),
    ('Pair', [1, 'a'], "Pair(left=1, right='a')", [1, 'a']),
    ('Node', {'value': 1, 'children': [{'value': 2}]}, None, {'value': 1, 'children': [{'value': 2, 'children': []}]}),
    ('datetime.datetime', '2024-01-02T03:04:05Z', None, '2024-01-02T03:04:05+00:00'),
    ('datetime.date', '2024-01-02', 'datetime.date(2024, 1, 2)', '2024-01-02'),
    ('datetime.time', '03:04', 'datetime.time(3, 4)', '03:04:00'),
    ('datetime.timedelta', 'P1DT3S', 'datetime.timedelta(days=1, seconds=3)', 'P1DT3S'),
    ('datetime.timedelta', 90, 'datetime.timedelta(seconds=90)', 'PT1M30S'),
    ('decimal.Decimal', '1.10', "Decimal('1.10')", '1.10'),
    ('decimal.Decimal', 1.1, "Decimal('1.1')", '1.1'),
    ('uuid.UUID', '12345678-1234-5678-1234-567812345678', None, '12345678-1234-5678-1234-567812345678'),
    ('bytes', '+/8=', "b'\\xfb\\xff'", '+/8='),
    ('bytes', '-_8', "b'\\xfb\\xff'", '+/8='),
    ('list[bytes]', ['AA=='], "[b'\\x00']", ['AA==']),
    ('pathlib.Path', 'orders.csv', "PosixPath('orders.csv')", 'orders.csv'),
    ('list[pathlib.Path]', ['orders.csv'], "[PosixPath('orders.csv')]", ['orders.csv']),
    ("Annotated[int, Field(ge=1, description='how many')]", 3, '3', 3),
    ('T', {'a': 1}, "{'a': 1}", {'a': 1}),
    ('list[T]', [1, 'a'], "[1, 'a']", [1, 'a']),
    ('pd.DataFrame', [{'a': 1, 'b': 'x'}, {'a': 2, 'b': None}], None, [{'a': 1, 'b': 'x'}, {'a': 2, 'b': None}]),
    ('pd.DataFrame', {'columns': ['a'], 'data': [[1], [2]]}, None, [{'a': 1}, {'a': 2}]),
    ('pd.DataFrame', 'orders.csv', None, [{'id': 1, 'price': 1.5}, {'id': 2, 'price': None}]),
    ('pd.DataFrame', [], None, []),
    ('pd.DataFrame | None', None, 'None', None),
    ('dict[str, pd.DataFrame]', {'q': [{'a': 1}]}, None, {'q': [{'a': 1}]}),
    ('pd.Series', [1, 2, None], None, [1.0, 2.0, None]),
    ('pd.Series', {'a': 1, 'b': 2}, None, {'a': 1, 'b': 2}),
    ('np.ndarray', [[1, 2], [3, 4]], None, [[1, 2], [3, 4]]),
    ('npt.NDArray[np.float64]', [1, 2], 'array([1., 2.])', [1.0, 2.0]),
    ('list[np.ndarray]', [[1]], '[array([1])]', [[1]]),
    ('np.float64', 1.5, 'np.float64(1.5)', 1.5),
    ('np.int64', 3, 'np.int64(3)', 3),
]  # fmt: skip

# Type; JSON it refuses; path, message and expected type.
REFUSED: list[tuple[str, Any, str, str | None, str | None]] = [
    ('int', True, 'value', 'should be a valid integer, not true', 'int'),
    ('int', 1.5, 'value', 'should be a valid integer, got a number with a fractional part, not 1.5', 'int'),
    ('int', 'x', 'value', 'should be a valid integer, unable to parse string as an integer, not "x"', 'int'),
    ('int', None, 'value', 'should be a valid integer, not null', 'int'),
    ('list[int]', [1, True], 'value[1]', 'should be a valid integer, not true', 'int'),
    ('float', False, 'value', 'should be a valid number, not false', 'float'),
    ('str', 5, 'value', 'should be a valid string, not 5', 'str'),
    ('bool', 7, 'value', 'should be a valid boolean, unable to interpret input, not 7', 'bool'),
    ('list[Order]', [ORDER, {'id': 1, 'price': 'x'}], 'value[1].price', 'should be a valid decimal, not "x"', 'Decimal'),
    ('list[Order]', [{}], 'value[0].id', 'is required', None),
    ('Order', 'x', 'value', 'should be an object, not "x"', 'Order'),
    ('Point', {'x': 1, 'z': 2}, 'value.z', 'is not expected here', None),
    ("Literal['a', 'b']", 'c', 'value', 'should be \'a\' or \'b\', not "c"', "'a' or 'b'"),
    ('Color', 'green', 'value', 'should be \'red\' or \'blue\', not "green"', "'red' or 'blue'"),
    ('int | list[str]', {'a': 1}, 'value', 'should be int or list, not {"a": 1}', 'int or list'),
    ('int | list[str]', ['a', 1], 'value[1]', 'should be a valid string, not 1', 'str'),
    ('Order | Point | int', {'x': 'a'}, 'value.x', 'should be a valid number, unable to parse string as a number, not "a"', 'float'),
    ('dict[str, list[int] | None]', {'a b': ['x']}, 'value["a b"][0]', 'should be a valid integer, unable to parse string as an integer, not "x"', 'int'),
    ('datetime.date', '2024-13-01', 'value', None, 'date'),
    ('uuid.UUID', 'x', 'value', None, 'UUID'),
    ('bytes', 'a b!', 'value', 'should be bytes as text in base64, not "a b!"', 'bytes'),
    ('pathlib.Path', 'order.csv', 'value', 'No file with this name was given with the call. Did you mean orders.csv?', 'Path'),
    ('pathlib.Path', '/etc/passwd', 'value', 'should be the plain name of a file given with the call, not "/etc/passwd"', 'Path'),
    ('pathlib.Path', '../x', 'value', 'should be the plain name of a file given with the call, not "../x"', 'Path'),
    ("Annotated[int, Field(ge=1)]", 0, 'value', 'should be greater than or equal to 1, not 0', None),
    ('pd.DataFrame', 5, 'value', None, 'DataFrame'),
    ('pd.DataFrame', {'columns': ['a'], 'data': [[1, 2]]}, 'value', None, 'DataFrame'),
    ('pd.DataFrame', 'x.csv', 'value', None, 'Path'),
    ('pd.Series', 5, 'value', None, 'Series'),
    ('np.ndarray', [[1], [1, 2]], 'value', None, 'ndarray'),
    ('npt.NDArray[np.int64]', [1.5], 'value', None, 'ndarray'),
    ('np.int64', 1.5, 'value', None, 'int'),
    ('tuple[int, str]', [1], 'value[1]', 'is required', None),
    ('Pet', {'kind': 'cat', 'lives': 'x'}, 'value.lives', 'should be a valid integer, unable to parse string as an integer, not "x"', 'int'),
    ('Pet', {}, 'value', "should have the key 'kind'", None),
    ('Pet', {'kind': 'cow'}, 'value', "tag 'cow' found using 'kind' does not match any of the expected tags: 'cat', 'dog'", None),
]  # fmt: skip


BODY = """
def {name}(value: {kind}) -> {kind}:
    with open("{name}", "w") as seen:
        seen.write(repr(value))
    return value
"""


def declared(folder: Path, kinds: Mapping[str, str]) -> Declared:
    bodies = [BODY.format(name=name, kind=kind) for name, kind in kinds.items()]
    library = Declared(folder, PRELUDE + ''.join(bodies), {name: {} for name in kinds})
    (library.work / 'orders.csv').write_text('id,price\n1,1.5\n2,\n')
    return library


@pytest.fixture(scope='module')
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp('types')


@pytest.fixture(scope='module')
def answers(folder: Path) -> dict[str, Any]:
    """What came of each row, under its name."""
    rows = {
        **{f'taken_{row}': (kind, given) for row, (kind, given, _, _) in enumerate(TAKEN)},
        **{f'refused_{row}': (kind, given) for row, (kind, given, *_) in enumerate(REFUSED)},
    }
    library = declared(folder, {name: kind for name, (kind, _) in rows.items()})
    return dict(zip(rows, library.calls([(name, {'value': given}) for name, (_, given) in rows.items()]), strict=True))


@pytest.mark.parametrize('row', range(len(TAKEN)), ids=[f'{kind} {given}'[:40] for kind, given, *_ in TAKEN])
def test_a_type_takes_json_and_gives_it_back(answers: dict[str, Any], folder: Path, row: int) -> None:
    _, _, seen, back = TAKEN[row]
    answer = answers[f'taken_{row}']
    assert answer == {'status': 'returned', 'result': back}
    assert type(answer['result']) is type(back)
    if seen is not None:
        assert (folder / f'work/taken_{row}').read_text() == seen


@pytest.mark.parametrize('row', range(len(REFUSED)), ids=[f'{kind} {given}'[:40] for kind, given, *_ in REFUSED])
def test_what_a_type_does_not_take_is_told_with_its_place(answers: dict[str, Any], row: int) -> None:
    _, _, path, message, expected = REFUSED[row]
    answer = answers[f'refused_{row}']
    assert answer['status'] == 'arguments-invalid', json.dumps(answer)
    (problem,) = answer['problems']
    assert (problem['path'], problem['expected']) == (path, expected)
    if message is not None:
        assert problem['message'] == message


def test_a_schema_says_where_the_name_of_a_file_may_stand(tmp_path: Path) -> None:
    kinds = {'a': 'pathlib.Path', 'b': 'pd.DataFrame', 'c': 'pd.Series', 'd': 'list[pathlib.Path]', 'e': 'str'}
    described = declared(tmp_path, kinds).describe()['functions']
    having = [each['name'] for each in described if '"format": "path"' in json.dumps(each['parameters'])]
    assert having == ['a', 'b', 'c', 'd']
