"""What becomes text, and what does not."""

import pytest
from jinja2.utils import Namespace

from rendering.environment import TemplateEnvironment
from rendering.fault import RefusedError
from rendering.values import kind_of, printed, to_json


@pytest.mark.parametrize('value', [None, True, 1, 1.5, 'a', [1], (1,), {'a': 1}, range(3)])
def test_data_becomes_text_as_it_is(value: object) -> None:
    assert printed(value) is value


@pytest.mark.parametrize('value', ['a'.upper, Namespace(), range, object()])
def test_nothing_else_does(value: object) -> None:
    with pytest.raises(RefusedError, match='is no text'):
        printed(value)


def test_json_keeps_order_and_letters() -> None:
    assert to_json({'b': 'ü', 'a': [1, None, True, 10**30]}) == f'{{"b": "ü", "a": [1, null, true, {10**30}]}}'
    assert to_json([1], indent=1) == '[\n 1\n]'


@pytest.mark.parametrize('value', [float('nan'), [float('inf')], {1j: 1}, range(3), 'a'.upper, {'a': Namespace()}])
def test_json_takes_data_only(value: object) -> None:
    with pytest.raises((RefusedError, TypeError)):
        to_json(value)


@pytest.mark.parametrize('indent', [-1, 17, '  ', 1.5])
def test_json_is_indented_within_reason(indent: object) -> None:
    with pytest.raises(RefusedError, match='indent'):
        to_json([1], indent)  # type: ignore[arg-type]


def test_every_kind_has_a_name_for_people() -> None:
    assert [kind_of(value) for value in (None, 'a', {}, 'a'.upper, object())] == [
        'nothing (null)',
        'a text',
        'an object',
        'a function',
        'a value',
    ]


@pytest.mark.parametrize(
    ('operator', 'left', 'right', 'result'),
    [
        ('*', 3, 4, 12),
        ('*', 'ab', 2, 'abab'),
        ('*', 2, [1], [1, 1]),
        ('*', 1.5, 2, 3.0),
        ('**', 2, 10, 1024),
        ('**', 2, -1, 0.5),
        ('**', 1, 10**9, 1),
        ('%', 7, 4, 3),
        ('%', '%s', 1, '1'),
    ],
)
def test_operators_compute_within_bounds(operator: str, left: object, right: object, result: object) -> None:
    assert TemplateEnvironment('strict', ()).call_binop(None, operator, left, right) == result


@pytest.mark.parametrize(
    ('operator', 'left', 'right'),
    [
        ('*', 'a', 10**8),
        ('*', 10**8, 'a'),
        ('*', [0], 10**8),
        ('*', 10**4199, 10**4199),
        ('**', 10, 10**8),
        ('**', -10, 10**8),
    ],
)
def test_and_refuse_what_is_beyond(operator: str, left: object, right: object) -> None:
    with pytest.raises(RefusedError):
        TemplateEnvironment('strict', ()).call_binop(None, operator, left, right)
