"""The shape of parsed trees."""

import datetime

import pytest

from describers.trees import json_shape
from describers.trees.records import sample_of


@pytest.mark.parametrize(
    ('value', 'words'),
    [
        ([], 'empty array'),
        ({}, 'empty object'),
        ([1, 2.5], 'array of numbers'),
        ([1, 'x'], 'array of mixed values'),
        ([{'a': 1}], 'array of objects'),
        ({'a': {'x': 1}, 'b': {'x': 2}, 'c': {'x': 3}}, 'object of objects with the same keys'),
        ({'a': {'x': 1}, 'b': {'y': 2}, 'c': {'x': 3}}, 'object'),
        (datetime.date(2024, 1, 1), 'date'),
        (None, 'null'),
    ],
)
def test_a_shape_is_told_in_a_few_words(value: object, words: str) -> None:
    assert json_shape.structure(value, None) == words


def test_the_only_array_of_objects_in_a_wrapping_object_holds_the_records() -> None:
    assert json_shape.record_path({'count': 1, 'items': [{'a': 1}]}) == 'items'
    assert json_shape.record_path({'x': [{'a': 1}], 'y': [{'a': 1}]}) is None


def test_other_keys_beside_the_records_are_named() -> None:
    value = {'count': 1, 'items': [{'a': 1}]}
    assert json_shape.structure(value, 'items') == 'object with an array of objects under "items" (other keys: "count")'


def test_keys_have_their_types_and_how_often_they_occur() -> None:
    keys, omitted = json_shape.describe_keys([{'a': 1}, {'a': 'x', 'b': None}, {'a': 2}, {}])
    assert omitted == 0
    assert keys == [
        {'name': 'a', 'types': ['number', 'string'], 'presence': 0.75},
        {'name': 'b', 'types': ['null'], 'presence': 0.25},
    ]


def test_nested_keys_tell_their_way() -> None:
    keys, _ = json_shape.describe_keys([{'a': {'b': 1}, 'c': [{'d': True}]}])
    assert [key['name'] for key in keys] == ['a', 'a.b', 'c', 'c[].d']


def test_objects_of_one_form_may_hold_different_objects() -> None:
    keys, _ = json_shape.describe_keys([{'a': {'b': 1}}, {'a': {'c': 1}}])
    assert [(key['name'], key['presence']) for key in keys] == [('a', 1.0), ('a.b', 0.5), ('a.c', 0.5)]


def test_true_and_one_are_different_keys_of_their_records() -> None:
    keys, _ = json_shape.describe_keys([{1: 'x'}, {True: 'x'}])
    assert [(key['name'], key['presence']) for key in keys] == [('1', 0.5), ('True', 0.5)]


@pytest.mark.parametrize(('value', 'depth'), [(1, 0), ([], 1), ([[], [1]], 2), ({'a': [{'b': []}]}, 4)])
def test_depth_counts_objects_and_arrays_inside_each_other(value: object, depth: int) -> None:
    assert json_shape.depth(value) == depth


def test_depth_is_counted_without_recursion() -> None:
    value: list[object] = []
    for _ in range(100_000):
        value = [value]
    assert json_shape.depth(value) == 100_001


def test_a_sample_is_an_object_where_it_is_small_and_flat() -> None:
    assert sample_of({'a': 1, 'b': None}) == {'a': 1, 'b': None}
    assert sample_of({'a': [1, 2]}) == '{"a": [1, 2]}'
    assert sample_of('x') == 'x'
