"""Expressions that load a file."""

import pandas as pd
import pytest

from describers.base.loading import Expression, call, imports_of, literal, run, try_run


@pytest.mark.parametrize('text', ["it's", 'a"b', '\\', '\n\t', '\u202e', "'); import os; ('", '{}', '日本'])
def test_any_text_reads_back_as_the_same_text(text: str) -> None:
    assert run(call('str', text)) == text
    assert run(literal(text)) == text


def test_an_expression_inside_of_a_call_stays_source() -> None:
    assert call('pd.read_csv', 'a.csv', dtype=Expression('np.uint8'), sep=';') == (
        "pd.read_csv('a.csv', dtype=np.uint8, sep=';')"
    )


@pytest.mark.parametrize(
    ('expression', 'imports'),
    [
        ("pd.read_csv('a.csv')", ['import pandas as pd']),
        ("json.load(open('a'))", ['import json']),
        ("pd.DataFrame(json.load(open('a')))", ['import pandas as pd', 'import json']),
        ("open('json.load(re.py)').read()", []),
        ("open('it\\'s pd.x', encoding=\"np.y\")", []),
        ("frame.io.read(email='x')", []),
        (
            "email.message_from_binary_file(open('a', 'rb'), policy=email.policy.default)",
            ['import email, email.policy'],
        ),
    ],
)
def test_imports_are_those_of_the_names_outside_of_texts(expression: str, imports: list[str]) -> None:
    assert imports_of([expression]) == imports


def test_every_import_is_listed_once() -> None:
    assert imports_of(['pd.x()', 'pd.y(np.z)']) == ['import pandas as pd', 'import numpy as np']


def test_an_expression_runs_with_its_imports_and_with_given_names() -> None:
    assert run('json.dumps([1])') == '[1]'
    assert run('frame.shape', frame=pd.DataFrame({'x': [1, 2]})) == (2, 1)


def test_what_pandas_refuses_is_none_and_lack_of_memory_is_not() -> None:
    assert try_run("pd.read_csv('nowhere.csv')") is None
    with pytest.raises(MemoryError):
        try_run('fail()', fail=_no_memory)


def _no_memory() -> None:
    raise MemoryError
