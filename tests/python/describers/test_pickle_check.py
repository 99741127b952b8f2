"""Pickles, judged by their instructions and never loaded."""

import datetime
import pickle

import numpy as np
import pytest

from describers.arrays.pickle_check import is_harmless


class Calls:
    """What an attacker pickles: loading it would call a function."""

    def __reduce__(self) -> tuple[object, ...]:
        return print, ('called',)


@pytest.mark.parametrize('protocol', range(5))  # what PyTables writes
def test_plain_values_and_arrays_are_harmless(protocol: int) -> None:
    values = ['text', 1.5, None, {'a': (1, 2)}, b'bytes', datetime.date(2024, 1, 31), np.arange(3), np.float64(1)]
    assert [is_harmless(pickle.dumps(value, protocol)) for value in values] == [True] * len(values)


@pytest.mark.parametrize('protocol', range(pickle.HIGHEST_PROTOCOL + 1))
def test_a_call_of_anything_else_is_not(protocol: int) -> None:
    assert not is_harmless(pickle.dumps(Calls(), protocol))
    assert not is_harmless(pickle.dumps(['text', {'inner': Calls()}], protocol))


@pytest.mark.parametrize(
    'data',
    [
        b"cos\nsystem\n(S'true'\ntR.",
        b"(S'true'\nios\nsystem\n.",
        b'\x82\x01.',  # a class of the extension registry
        b'Pname\n.',  # an object only its owner can give
        b'\x8c\x05numpy\x8c\x02os\x94\x8c\x06system\x93.',
        b'\x8c\x02os\x94\x8c\x06system\x94\x8c\x05numpy\x8c\x05dtype0h\x00h\x01\x93.',  # names taken from the memo
    ],
)
def test_every_way_to_name_a_function_is_seen(data: bytes) -> None:
    assert not is_harmless(data)


def test_names_that_can_not_be_followed_are_not_believed() -> None:
    assert not is_harmless(b'\x8c\x05numpy\x8c\x05dtype)\x93.')


def test_bytes_that_no_unpickler_would_follow_are_harmless() -> None:
    assert is_harmless(b'')
    assert is_harmless(b'\xffnot a pickle.')


def test_an_instruction_that_is_cut_off_is_not() -> None:
    assert not is_harmless(b'\x8c\x20cut')
