"""An annotation gives a result its form and never another meaning."""

from typing import Any

import pytest

from declared import Declared

PRELUDE = r"""
import dataclasses, datetime, decimal, enum, fractions, pathlib, typing
import numpy as np
import numpy.typing as npt
import pandas as pd
import pydantic.dataclasses
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Annotated, Optional, Union
from pydantic import AfterValidator, AliasChoices, AliasPath, BaseModel, ConfigDict, Field, computed_field, field_validator

class Color(enum.Enum):
    RED = 'red'

class Code(str, enum.Enum):
    A = 'a'

class Order(BaseModel):
    id: int = 1
    price: Decimal = Decimal('1.50')
    when: Optional[datetime.datetime] = None
    paid: bool = False
    data: bytes = b''

class Basket(BaseModel):
    orders: list[Order]

class Square(BaseModel):
    side: int

    @computed_field(alias='theArea')
    @property
    def area(self) -> int: return self.side ** 2

class Aliased(BaseModel):
    x: int = Field(0, alias='theX')
    y: int = Field(0, validation_alias=AliasChoices('why', AliasPath('inner', 'y')))

class ByName(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    x: int = Field(0, alias='theX')

class Open(BaseModel):
    model_config = ConfigDict(extra='allow')
    a: int

class Closed(BaseModel):
    model_config = ConfigDict(extra='forbid')
    a: int

class Cleaned(BaseModel):
    name: str
    amount: float

    @field_validator('amount', mode='before')
    @classmethod
    def number(cls, value): return float(value.replace(',', '.'))

@dataclasses.dataclass
class Point:
    x: float
    y: float = 0.0

@pydantic.dataclasses.dataclass
class Spot:
    x: float

Rounded = Annotated[float, AfterValidator(lambda value: round(value, 2))]
"""

# Annotation; what is returned; the result.
KEPT: list[tuple[str, str, Any]] = [
    ('float', '5', 5.0),
    ('float', 'np.float32(0.1)', 0.10000000149011612),
    ('float', 'Decimal("1.10")', 1.1),
    ('float', 'fractions.Fraction(1, 4)', 0.25),
    ('int', '3.0', 3),
    ('int', 'np.int64(3)', 3),
    ('Decimal', 'sum([])', '0'),
    ('Decimal', '0.1', '0.1'),
    ('str', 'Code.A', 'a'),
    ('Color', '"red"', 'red'),
    ('dict[Color, float]', '{"red": 1}', {'red': 1.0}),
    ('list[int]', '(1, 2)', [1, 2]),
    ('list[str]', '{"b": 1, "a": 2}.keys()', ['b', 'a']),
    ('tuple[float, str]', '[1, "a"]', [1.0, 'a']),
    ('set[float]', '[2, 1]', [1.0, 2.0]),
    ('set[tuple[int, int]]', '[[2, 1]]', [[2, 1]]),
    ('set[Color]', '["red"]', ['red']),
    ('date', '"2024-01-02"', '2024-01-02'),
    ('time', '"03:04"', '03:04:00'),
    ('datetime.datetime', '"2024-01-02T03:04:05.000Z"', '2024-01-02T03:04:05+00:00'),
    ('datetime.datetime', '"2024-01-02 03:04:05"', '2024-01-02T03:04:05'),
    ('datetime.datetime', 'pd.Timestamp("2024-01-02")', '2024-01-02T00:00:00'),
    ('datetime.datetime', 'pd.Timestamp(1)', '1970-01-01T00:00:00.000000001'),
    ('pathlib.Path', 'pathlib.Path("not/yet")', 'not/yet'),
    ('timedelta', '"PT1H"', 'PT1H'),
    ('pathlib.Path', '"a.txt"', 'a.txt'),
    ('bytes', '"-_8"', '+/8='),
    ('bytes', 'bytearray(b"abcd")', 'YWJjZA=='),
    ('pd.DataFrame', '[{"a": 1}, {"a": None}]', [{'a': 1.0}, {'a': None}]),
    ('pd.Series', '{"a": 1}', {'a': 1}),
    ('npt.NDArray[np.float64]', '[[1, 2]]', [[1.0, 2.0]]),
    ('Optional[Order]', '{"when": "2024-01-02T03:04:05Z", "data": "YQ=="}', {'id': 1, 'price': '1.50', 'when': '2024-01-02T03:04:05Z', 'paid': False, 'data': 'YQ=='}),
    ('Basket', '{"orders": [{"price": 2, "id": 3.0}]}', {'orders': [{'id': 3, 'price': '2', 'when': None, 'paid': False, 'data': ''}]}),
    ('Order', 'Order().model_dump()', {'id': 1, 'price': '1.50', 'when': None, 'paid': False, 'data': ''}),
    ('Square', 'Square(side=2).model_dump(by_alias=True)', {'side': 2, 'theArea': 4}),
    ('Aliased', '{"theX": 5, "inner": {"y": 6}}', {'theX': 5, 'y': 6}),
    ('Aliased', '{"why": 6}', {'theX': 0, 'y': 6}),
    ('ByName', '{"x": 5}', {'theX': 5}),
    ('Open', '{"a": 1, "b": 2}', {'a': 1, 'b': 2}),
    ('Cleaned', '{"name": "a", "amount": "1,5"}', {'name': 'a', 'amount': 1.5}),
    ('Point', '{"x": 1}', {'x': 1.0, 'y': 0.0}),
    ('Spot', '{"x": 1}', {'x': 1.0}),
    ('Rounded', '1.234', 1.23),
    ('Union[Point, Order]', '{"id": 2}', {'id': 2, 'price': '1.50', 'when': None, 'paid': False, 'data': ''}),
]  # fmt: skip

# Annotation; what is returned; path, message and expected type.
REFUSED: list[tuple[str, str, str, str, str | None]] = [
    ('float', '2 ** 53 + 1', '', 'should be float, not 9007199254740993, which would become 9007199254740992.0', 'float'),
    ('list[float]', '[1, -(2 ** 53) - 1]', '[1]', 'should be float, not -9007199254740993, which would become -9007199254740992.0', 'float'),
    ('set[float]', '{2 ** 53 + 1}', '[0]', 'should be float, not 9007199254740993, which would become 9007199254740992.0', 'float'),
    ('float', 'Decimal("0.12345678901234567890")', '', 'should be float, not "<Decimal>", which would become 0.12345678901234568', 'float'),
    ('float', 'fractions.Fraction(1, 3)', '', 'should be float, not "<Fraction>", which would become 0.3333333333333333', 'float'),
    ('datetime.datetime', '5', '', 'should be datetime, not 5, which would become "1970-01-01T00:00:05+00:00"', 'datetime'),
    ('datetime.datetime', 'date(2024, 1, 2)', '', 'should be datetime, not "<date>", which would become "2024-01-02T00:00:00"', 'datetime'),
    ('date', 'datetime.datetime(2024, 1, 2)', '', 'should be date, not "<datetime>", which would become "2024-01-02"', 'date'),
    ('date', '"86400"', '', 'should be date, not "86400", which would become "1970-01-02"', 'date'),
    ('timedelta', '90', '', 'should be timedelta, not 90, which would become "PT1M30S"', 'timedelta'),
    ('set[int]', '[1, 1]', '', 'should be set, not [1, 1]', 'set'),
    ('list[int]', '{1}', '', 'should be list, not "<set>"', 'list'),
    ('list[int]', '(each for each in [1])', '', 'should be list, not "<generator>"', 'list'),
    ('Order', '{"id": 1, "colour": "red"}', 'colour', 'would be lost, as Order has no such key', None),
    ('Basket', '{"orders": [{}, {"colour": "red"}]}', 'orders[1].colour', 'would be lost, as Order has no such key', None),
    ('Basket', '{"orders": [{"id": "1"}]}', 'orders[0].id', 'should be int, not "1", which would become 1', 'int'),
    ('Order', '{"id": True}', 'id', 'should be int, not true, which would become 1', 'int'),
    ('Order', '{"paid": "yes"}', 'paid', 'should be bool, not "yes", which would become true', 'bool'),
    ('Order', '{"when": 5}', 'when', 'should be datetime, not 5, which would become "1970-01-01T00:00:05+00:00"', 'datetime'),
    ('Aliased', '{"x": 5}', 'x', 'would be lost, as Aliased has no such key', None),
    ('Spot', '{"x": 1, "z": 2}', 'z', 'would be lost, as Spot has no such key', None),
    ('Closed', '{"a": 1, "b": 2}', 'b', 'is not expected here', None),
    ('pd.DataFrame', '"orders.csv"', '', 'should be DataFrame, not "orders.csv"', 'DataFrame'),
    ('npt.NDArray[np.float64]', '[2 ** 53 + 1]', '[0]', 'should be float, not 9007199254740993, which would become 9007199254740992.0', 'float'),
]  # fmt: skip


@pytest.fixture(scope='module')
def answers(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What came of a call of a function for each row."""
    rows = [(kind, returned) for kind, returned, *_ in (*KEPT, *REFUSED)]
    bodies = [f'def f{row}() -> {kind}:\n    return {returned}\n' for row, (kind, returned) in enumerate(rows)]
    names: dict[str, dict[str, Any]] = {f'f{row}': {} for row in range(len(rows))}
    library = Declared(tmp_path_factory.mktemp('unchanged'), PRELUDE + '\n'.join(bodies), names)
    (library.work / 'orders.csv').write_text('id\n1\n')
    return library.calls([(name, {}) for name in names])


@pytest.mark.parametrize('row', range(len(KEPT)), ids=[f'{kind} {returned}' for kind, returned, _ in KEPT])
def test_a_result_may_take_the_form_of_its_annotation(answers: Any, row: int) -> None:
    assert answers[row] == {'status': 'returned', 'result': KEPT[row][2]}
    assert type(answers[row]['result']) is type(KEPT[row][2])


@pytest.mark.parametrize('row', range(len(REFUSED)), ids=[f'{kind} {returned}' for kind, returned, *_ in REFUSED])
def test_a_result_that_would_say_something_else_is_told(answers: Any, row: int) -> None:
    _, _, path, message, expected = REFUSED[row]
    problem = {'path': path, 'message': message, 'expected': expected}
    assert answers[len(KEPT) + row] == {'status': 'result-invalid', 'problems': [problem]}
