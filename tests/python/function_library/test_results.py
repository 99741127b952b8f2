"""What a function returns without an annotation that says more: its JSON, or why it has none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from declared import Declared

PRELUDE = """
import array, collections, dataclasses, datetime, decimal, enum, fractions, math, pathlib, types, uuid
import numpy as np
import pandas as pd
from pydantic import BaseModel, Field, field_serializer, ConfigDict

class Kind(enum.Enum):
    A = 1

class Text(str):
    def __str__(self): return 'other'

class Item(BaseModel):
    name: str = Field('n', serialization_alias='itemName')
    when: datetime.date = datetime.date(2024, 1, 2)

class Holder(BaseModel):
    model_config = ConfigDict(arbitrary_types_allowed=True)
    table: pd.DataFrame
    total: float

@dataclasses.dataclass
class Report:
    table: pd.DataFrame
    total: float

class Strange:
    pass

table = pd.DataFrame({'a': [1, 2], 'b': ['x', None], 'c': [0.5, float('nan')]})
"""

CONVERTED: list[tuple[str, Any]] = [
    ('{"b", "a"}', ['a', 'b']),
    ('{1, "a"} - {"a"}', [1]),
    ('(1, [2, (3,)])', [1, [2, [3]]]),
    ('b"\\xfb\\xff"', '+/8='),
    ('bytearray(b"a")', 'YQ=='),
    ('decimal.Decimal("1.10")', '1.10'),
    ('fractions.Fraction(1, 3)', '1/3'),
    ('datetime.datetime(2024, 1, 2, 3, 4)', '2024-01-02T03:04:00'),
    ('datetime.timedelta(hours=1)', 'PT1H'),
    ('uuid.UUID(int=1)', '00000000-0000-0000-0000-000000000001'),
    ('Kind.A', 1),
    ('Text("x")', 'x'),
    ('{1: "a", None: 2, True and 2.5: 3, Kind.A: 4} if False else {1: "a", None: 2, 2.5: 3}', {'1': 'a', 'null': 2, '2.5': 3}),
    ('{datetime.date(2024, 1, 2): 1}', {'2024-01-02': 1}),
    ('collections.Counter("aab")', {'a': 2, 'b': 1}),
    ('collections.OrderedDict(z=1, a=2)', {'z': 1, 'a': 2}),
    ('types.MappingProxyType({"a": 1})', {'a': 1}),
    ('{"a": 1}.items() and list({"a": 1}.values())', [1]),
    ('{"a": 1}.keys()', ['a']),
    ('range(3)', [0, 1, 2]),
    ('array.array("i", [1])', [1]),
    ('np.int64(3)', 3),
    ('np.float32(0.5)', 0.5),
    ('np.bool_(True)', True),
    ('np.str_("a")', 'a'),
    ('{np.int64(1): np.float64(2)}', {'1': 2.0}),
    ('np.arange(4).reshape(2, 2)', [[0, 1], [2, 3]]),
    ('np.array(5)', 5),
    ('np.datetime64("2024-01-02")', '2024-01-02'),
    ('np.array(["2024-01-02", "NaT"], dtype="datetime64[ns]")', ['2024-01-02T00:00:00.000000000', None]),
    ('np.timedelta64(90, "s")', 'PT1M30S'),
    ('table', [{'a': 1, 'b': 'x', 'c': 0.5}, {'a': 2, 'b': None, 'c': None}]),
    ('table.set_index("b")', [{'b': 'x', 'a': 1, 'c': 0.5}, {'b': None, 'a': 2, 'c': None}]),
    ('table[table.a > 1]', [{'index': 1, 'a': 2, 'b': None, 'c': None}]),
    ('table[table.a < 2]', [{'a': 1, 'b': 'x', 'c': 0.5}]),
    ('table.sort_values("a", ascending=False).a', {'1': 2, '0': 1}),
    ('pd.DataFrame({"y": [1]}, index=[2020])', [{'index': 2020, 'y': 1}]),
    ('table.head(0)', []),
    ('table.a', [1, 2]),
    ('table.groupby("a").c.sum()', {'1': 0.5, '2': 0.0}),
    ('pd.DataFrame({1: [1]})', [{'1': 1}]),
    ('pd.DataFrame({("a", "b"): [1]})', [{'a, b': 1}]),
    ('pd.DataFrame({"d": pd.to_datetime(["2024-01-02", None])})', [{'d': '2024-01-02T00:00:00'}, {'d': None}]),
    ('pd.DataFrame({"k": pd.Categorical(["x", None])})', [{'k': 'x'}, {'k': None}]),
    ('pd.DataFrame({"n": pd.array([1, None], dtype="Int64")})', [{'n': 1}, {'n': None}]),
    ('pd.DataFrame({"l": [[1, 2]]})', [{'l': [1, 2]}]),
    ('pd.Timestamp("2024-01-02T03:04:05Z")', '2024-01-02T03:04:05+00:00'),
    ('[pd.NaT, pd.NA]', [None, None]),
    ('pd.Timedelta("1h")', 'PT1H'),
    ('pd.Index(["a", "b"])', ['a', 'b']),
    ('{"t": table.head(1), "n": np.float64(1)}', {'t': [{'a': 1, 'b': 'x', 'c': 0.5}], 'n': 1.0}),
    ('Item()', {'itemName': 'n', 'when': '2024-01-02'}),
    ('[Item()]', [{'itemName': 'n', 'when': '2024-01-02'}]),
    ('Report(table.head(1), 0.5)', {'table': [{'a': 1, 'b': 'x', 'c': 0.5}], 'total': 0.5}),
    ('Holder(table=table.head(1), total=0.5)', {'table': [{'a': 1, 'b': 'x', 'c': 0.5}], 'total': 0.5}),
    ('pathlib.Path("out") / "a.csv"', 'out/a.csv'),
    ('pathlib.Path("a.csv").absolute()', 'a.csv'),
    ('"\\ud800"', '\ud800'),
    ('None', None),
    ('0.1 + 0.2', 0.30000000000000004),
    ('[1e308, -0.0]', [1e308, -0.0]),
]  # fmt: skip

INVALID: list[tuple[str, str, str]] = [
    ('{"a": [1.0, math.nan]}', 'a[1]', 'is NaN, which JSON does not have; return None or leave it out'),
    ('math.inf', '', 'is Infinity'),
    ('[-math.inf]', '[0]', 'is -Infinity'),
    ('np.array([1.0, np.nan])', '[1]', 'is NaN'),
    ('pd.DataFrame({"c": [1.0, math.inf]})', '[1].c', 'is Infinity'),
    ('{(1, 2): 3}', '', 'has the key [1, 2]; keys in JSON are text'),
    ('{"a": {1: 1, "1": 2}}', 'a', 'has two keys that are both 1 in JSON'),
    ('Strange()', '', 'is of type Strange, which JSON has no form for'),
    ('{"x": [Strange]}', 'x[0]', 'is of type type'),
    ('lambda: 1', '', 'is of type function'),
    ('(x for x in [1])', '', 'is of type generator'),
    ('1 + 2j', '', 'is of type complex'),
    ('circular()', 'self[0]', 'contains itself'),
    ('deep()', '[0]' * 66 + '[0…', 'is nested more than 100 levels deep'),
    ('10 ** 5000', '', 'is an integer of thousands of digits'),
    ('pd.concat([table, table], axis=1)', '', 'is a table with two columns named a'),
    ('pd.Series([1, 2], index=["a", "a"])', '', 'is a Series in which a label stands twice'),
    ('pd.DataFrame({f"column {n}": range(1_000_000) for n in range(3)})', '', 'is a table of 1,000,000 rows, which is more than'),
    ('"x" * (17 << 20)', '', 'is larger than the 16 MiB that a result may have'),
]  # fmt: skip

BODY = """
def circular():
    first = {}
    first['self'] = [first]
    return first

def deep():
    value = []
    for _ in range(1000):
        value = [value]
    return value
"""


def returning(folder: Path, expressions: Sequence[str]) -> Any:
    """What came of a call of a function for each expression."""
    bodies = [f'def f{row}():\n    return {expression}\n' for row, expression in enumerate(expressions)]
    names = [f'f{row}' for row in range(len(expressions))]
    return Declared(folder, PRELUDE + BODY + '\n'.join(bodies), {name: {} for name in names}).calls(
        [(name, {}) for name in names]
    )


@pytest.fixture(scope='module')
def converted(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return returning(tmp_path_factory.mktemp('converted'), [expression for expression, _ in CONVERTED])


@pytest.fixture(scope='module')
def refused(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return returning(tmp_path_factory.mktemp('refused'), [expression for expression, _, _ in INVALID])


@pytest.mark.parametrize('row', range(len(CONVERTED)), ids=[expression[:40] for expression, _ in CONVERTED])
def test_a_result_becomes_json(converted: Any, row: int) -> None:
    assert converted[row] == {'status': 'returned', 'result': CONVERTED[row][1]}


@pytest.mark.parametrize('row', range(len(INVALID)), ids=[expression[:40] for expression, _, _ in INVALID])
def test_what_has_no_json_is_told_with_its_place(refused: Any, row: int) -> None:
    _, path, message = INVALID[row]
    assert refused[row]['status'] == 'result-invalid'
    problem = refused[row]['problems'][0]
    assert problem['path'] == path
    assert problem['message'].startswith(message)


def test_integers_that_a_double_changes_are_text_and_named(tmp_path: Path) -> None:
    (answer,) = returning(tmp_path, ['{"a": [1, 2 ** 53], "b": {"c d": -(2 ** 64)}, "k": 2 ** 53 - 1}'])
    assert answer['result'] == {'a': [1, '9007199254740992'], 'b': {'c d': '-18446744073709551616'}, 'k': 2**53 - 1}
    assert answer['bigIntegers'] == ['a[1]', 'b["c d"]']


ANNOTATED = [
    ('int', '"12"', '', 'should be a valid integer, not "12"', 'int'),
    ('int', 'True', '', 'should be a valid integer, not true', 'int'),
    ('bool', '1', '', 'should be a valid boolean, not 1', 'bool'),
    ('str', '5', '', 'should be a valid string, not 5', 'str'),
    ('dict[str, list[int]]', '{"a": [1, None]}', 'a[1]', 'should be a valid integer, not null', 'int'),
    ('None', '5', '', 'should be None, not 5', 'None'),
    ('pd.DataFrame', '5', '', None, 'DataFrame'),
    ('Item', '{"when": "soon"}', 'when', None, 'date'),
    ('list[Item]', '[Strange()]', '[0]', 'should be an object, not "<Strange>"', 'Item'),
]


@pytest.fixture(scope='module')
def checked(tmp_path_factory: pytest.TempPathFactory) -> Any:
    names: dict[str, dict[str, Any]] = {f'f{row}': {} for row in range(len(ANNOTATED))}
    bodies = [f'\ndef f{row}() -> {kind}:\n    return {given}\n' for row, (kind, given, *_) in enumerate(ANNOTATED)]
    library = Declared(tmp_path_factory.mktemp('checked'), PRELUDE + ''.join(bodies), names)
    return library.calls([(name, {}) for name in names])


@pytest.mark.parametrize('row', range(len(ANNOTATED)), ids=[f'{kind} {given}' for kind, given, *_ in ANNOTATED])
def test_a_result_is_what_its_annotation_says(checked: Any, row: int) -> None:
    _, _, path, message, expected = ANNOTATED[row]
    assert checked[row]['status'] == 'result-invalid'
    (problem,) = checked[row]['problems']
    assert (problem['path'], problem['expected']) == (path, expected)
    if message is not None:
        assert problem['message'] == message


def test_a_number_of_numpy_is_the_number_that_was_promised(tmp_path: Path) -> None:
    source = (
        PRELUDE
        + '\ndef f() -> dict[str, int | float | bool]:\n    return {"i": np.int64(1), "f": np.float32(0.5), "b": True}\n'
    )
    assert Declared(tmp_path, source, {'f': {}}).call('f', {})['result'] == {'i': 1, 'f': 0.5, 'b': True}


def test_a_type_that_json_has_no_schema_for_may_still_be_returned(tmp_path: Path) -> None:
    source = PRELUDE + '\ndef f() -> Report:\n    return Report(table.head(1), 1.0)\n'
    library = Declared(tmp_path, source, {'f': {}})
    assert library.found('f')['result'] is None
    assert library.call('f', {})['result']['total'] == 1.0


def test_keys_that_a_typed_dict_does_not_name_are_not_lost(tmp_path: Path) -> None:
    source = 'from typing_extensions import TypedDict\nclass M(TypedDict):\n    a: int\ndef f() -> list[M]:\n    return [{"a": 1, "b": 2}]\n'
    assert Declared(tmp_path, source, {'f': {}}).call('f', {})['result'] == [{'a': 1, 'b': 2}]
