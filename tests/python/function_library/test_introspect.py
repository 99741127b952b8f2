"""What is told of declared functions and of their modules before anything is called."""

import json
import sys
from pathlib import Path
from typing import Any, Literal

import pytest

from declared import Declared

SOURCE = '''
from __future__ import annotations
import dataclasses
from typing import TYPE_CHECKING, Annotated, Literal
import pandas as pd
from pathlib import Path
from pydantic import BaseModel, Field
if TYPE_CHECKING:
    from nowhere import Missing

class Order(BaseModel):
    """One order."""
    id: int
    title: str = Field('x', description='Its title.')

def clean_orders(orders: list[Order], currency: Literal['EUR', 'USD'] = 'EUR', *, limit: int | None = None) -> pd.DataFrame:
    """Clean the orders, e.g. of last year. Then sort them.

    Args:
        orders: What was ordered.
        currency (str): Of the result.
    """
    return pd.DataFrame()

async def fetch(source: Path, table: pd.DataFrame, count: Annotated[int, Field(ge=1, description='how many')] = 3) -> dict[str, float]:
    return {}

class Loader:
    def load(self, name): return name

def numbers():
    yield 1

async def streamed():
    yield 1

constant = 5

def unresolved(a: Missing): pass

def unresolved_result(a: int) -> list[Missing]: pass

class Strange: pass

def strange(a: int, connection: Strange): pass

def plain(a, b=object(), c=(1, 2)): pass
'''

WHOLE = 'clean_orders fetch Loader numbers streamed constant unresolved unresolved_result strange plain'
NAMES: dict[str, dict[str, Any]] = {
    **{name: {} for name in WHOLE.split()},
    'absent=tools:clean_order': {},
    'method=tools:Loader.load': {},
    'surplus=tools:fetch': {'cuont': 1},
    'wrong=tools:fetch': {'count': 0},
    'module=missing_module:f': {},
    'builtin=builtins:print': {},
    'unreadable=math:hypot': {},
    'bound=tools:clean_orders': {'currency': 'USD', 'orders': [{'id': 1}]},
}


@pytest.fixture(scope='module')
def functions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    described = Declared(tmp_path_factory.mktemp('library'), SOURCE, NAMES).describe()
    return {each['name']: each for each in described['functions']}


def test_a_function_is_told_as_its_author_wrote_it(functions: dict[str, Any]) -> None:
    found = functions['clean_orders']
    assert {
        key: found[key] for key in ('status', 'signature', 'description', 'summary', 'isAsync', 'file', 'line')
    } == {
        'status': 'found',
        'signature': "clean_orders(orders: list[Order], currency: Literal['EUR', 'USD'] = 'EUR', *, limit: int | None = None) -> pandas.DataFrame",
        'description': 'Clean the orders, e.g. of last year. Then sort them.',
        'summary': 'Clean the orders, e.g. of last year.',
        'isAsync': False,
        'file': 'mine/tools.py',
        'line': 16,
    }
    assert found['parameters'] == {
        'type': 'object',
        'additionalProperties': False,
        'properties': {
            'orders': {'type': 'array', 'items': {'$ref': '#/$defs/Order'}, 'description': 'What was ordered.'},
            'currency': {
                'type': 'string', 'enum': ['EUR', 'USD'], 'default': 'EUR', 'description': 'Of the result.'
            },
            'limit': {'anyOf': [{'type': 'integer'}, {'type': 'null'}], 'default': None},
        },
        'required': ['orders'],
        '$defs': {
            'Order': {
                'type': 'object',
                'description': 'One order.',
                'properties': {
                    'id': {'type': 'integer'},
                    'title': {'type': 'string', 'default': 'x', 'description': 'Its title.'},
                },
                'required': ['id'],
            }
        },
    }  # fmt: skip
    assert found['result'] == {'type': 'array', 'items': {'type': 'object'}, 'description': 'One object for each row'}
    assert found['program'] == {
        'signature': found['signature'],
        'parameters': [
            {'name': 'orders', 'kind': 'positional-or-keyword', 'required': True},
            {'name': 'currency', 'kind': 'positional-or-keyword', 'required': False},
            {'name': 'limit', 'kind': 'keyword-only', 'required': False},
        ],
    }


def test_files_and_tables_are_described_as_a_call_gives_them(functions: dict[str, Any]) -> None:
    properties = functions['fetch']['parameters']['properties']
    assert properties['source'] == {
        'type': 'string',
        'format': 'path',
        'description': 'Name of a file given with the call',
    }
    assert [form['type'] for form in properties['table']['anyOf']] == ['array', 'object', 'string']
    assert properties['count'] == {'type': 'integer', 'minimum': 1, 'description': 'how many', 'default': 3}
    assert functions['fetch']['isAsync'] is True


def test_declared_constants_are_defaults(functions: dict[str, Any]) -> None:
    found = functions['bound']
    assert found['parameters']['required'] == []
    assert found['parameters']['properties']['currency']['default'] == 'USD'
    assert found['parameters']['properties']['orders']['default'] == [{'id': 1}]
    assert "currency: Literal['EUR', 'USD'] = 'USD'" in found['signature']
    assert [each['required'] for each in found['program']['parameters']] == [False, False, False]


def test_a_secret_is_no_parameter_of_what_is_told(tmp_path: Path) -> None:
    source = 'def f(api_key: str, city: str, token: str = "", days: int = 1): pass'
    found = Declared(tmp_path, source, {'f': {}}, secrets=['api_key', 'token']).found('f')
    assert found['signature'] == found['program']['signature'] == 'f(city: str, days: int = 1)'
    assert list(found['parameters']['properties']) == ['city', 'days']
    assert found['parameters']['required'] == ['city']
    assert [each['name'] for each in found['program']['parameters']] == ['city', 'days']


@pytest.mark.parametrize('how', ['secrets', 'bound'])
def test_a_parameter_that_is_bound_has_to_be_there(tmp_path: Path, how: Literal['secrets', 'bound']) -> None:
    source = 'def f(orders: list[int], day: int = 1): pass\ndef g(**others): pass'
    given: dict[str, list[str]] = {how: ['oders']}
    refused, taken = Declared(tmp_path / 'slip', source, {'f': {}, 'g': {}}, **given).describe()['functions']
    assert refused['reason'] == 'The declaration gives a value to oders, which is no parameter of f.'
    assert refused['suggestion'] == 'Did you mean orders?'
    assert taken['status'] == 'found'
    given = {how: ['orders']}
    assert Declared(tmp_path / 'right', source, {'f': {}}, **given).found('f')['status'] == 'found'


def test_without_annotations_anything_is_taken(functions: dict[str, Any]) -> None:
    found = functions['plain']
    assert found['parameters']['properties'] == {'a': {}, 'b': {}, 'c': {'default': [1, 2]}}
    assert (found['signature'], found['result'], found['summary']) == ('plain(a, b=..., c=(1, 2))', None, '')


REFUSED = {
    'Loader': ('tools.Loader is a class.', 'Write a function'),
    'numbers': ('tools.numbers is a generator.', 'Return a list'),
    'streamed': ('tools.streamed is a generator.', 'Return a list'),
    'constant': ('tools.constant is a int, which can not be called.', 'Name a function.'),
    'absent': ('tools has no function clean_order.', 'Did you mean clean_orders?'),
    'method': ('tools.Loader.load is a method that needs an object.', 'Make it a static method'),
    'unresolved': ("The type of the parameter a, Missing, has no meaning: name 'Missing' is not defined.", 'Import or define'),
    'unresolved_result': ('The type of its result, list[Missing], has no meaning', 'Import or define'),
    'strange': ('The parameter connection has the type tools.Strange, which JSON has no form for', 'Take plain types'),
    'surplus': ('The declaration gives a value to cuont, which is no parameter of fetch.', 'Did you mean count?'),
    'wrong': ('The value that the declaration gives to count should be greater than or equal to 1, not 0.', 'Write a value'),
    'module': ("Its module missing_module can not be imported: ModuleNotFoundError: No module named 'missing_module'", 'Repair'),
}  # fmt: skip


@pytest.mark.parametrize('name', REFUSED)
def test_what_can_not_be_taken_is_refused_with_a_reason(functions: dict[str, Any], name: str) -> None:
    reason, suggestion = REFUSED[name]
    found = functions[name]
    assert found['status'] == 'refused'
    assert found['reason'].startswith(reason)
    assert found['suggestion'].startswith(suggestion)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason='pydantic takes those of typing since 3.12')
@pytest.mark.parametrize('kind', ['Movie', 'list[Movie]', 'Movie | None'])
def test_a_typed_dict_that_is_too_old_is_refused_with_the_one_to_import(tmp_path: Path, kind: str) -> None:
    source = f'from MODULE import TypedDict\nclass Movie(TypedDict):\n    title: str\ndef f(movie: {kind}): pass'
    refused = Declared(tmp_path / 'old', source.replace('MODULE', 'typing'), {'f': {}}).found('f')
    assert refused['status'] == 'refused'
    assert 'a TypedDict of typing, which this Python is too old for.' in refused['reason']
    assert refused['suggestion'] == 'Import TypedDict from typing_extensions instead.'
    as_suggested = source.replace('MODULE', 'typing_extensions')
    assert Declared(tmp_path / 'new', as_suggested, {'f': {}}).found('f')['status'] == 'found'


FAILING = {
    'leaves': ('import sys\nprint("bye")\nsys.exit(1)', 'SystemExit', '1', 3),
    'is no Python': ('\n\ndef f(:\n', 'SyntaxError', 'invalid syntax', 3),
    'imports what is not there': ('x = 1\nimport nowhere_at_all', 'ModuleNotFoundError', 'No module', 2),
    'goes in a circle': ('import other', 'ImportError', 'cannot import name', 1),
    'raises in a helper': ('import json\nimport helper', 'ZeroDivisionError', 'division', 1),
}
FILES = {'0/other.py': 'from tools import f\n', '0/helper.py': '1 / 0\n'}


@pytest.mark.parametrize('case', FAILING)
def test_a_module_that_can_not_be_imported_says_where(tmp_path: Path, case: str) -> None:
    source, kind, message, line = FAILING[case]
    files = {**FILES, '0/tools.py': source + '\ndef f(): pass\n', '0/good.py': 'def g(): pass'}
    described = Declared(tmp_path, files, {'f': {}, 'g=good:g': {}}).describe()
    told = described['modules']['tools']
    assert (told['status'], told['type'], told['line']) == ('failed', kind, line)
    assert told['file'] in ('mine/tools.py', 'mine/other.py', 'mine/helper.py')
    assert told['message'].startswith(message)
    assert str(tmp_path) not in json.dumps(described)
    assert described['modules']['good']['status'] == 'imported', 'one that fails keeps no other from being told'


def test_threads_that_an_import_leaves_are_counted(tmp_path: Path) -> None:
    source = (
        'import threading, time\nthreading.Thread(target=time.sleep, args=(9,), daemon=True).start()\ndef f(): pass'
    )
    quiet = Declared(tmp_path / 'quiet', 'def f(): pass', {'f': {}}).describe()['modules']['tools']
    busy = Declared(tmp_path / 'busy', source, {'f': {}}).describe()['modules']['tools']
    assert busy['threads'] == quiet['threads'] + 1
    assert quiet['milliseconds'] >= 0


def test_what_a_module_prints_is_no_part_of_the_answer(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Declared(tmp_path, 'print("loaded")\ndef f(): pass', {'f': {}}).describe()
    assert capfd.readouterr().out == ''
