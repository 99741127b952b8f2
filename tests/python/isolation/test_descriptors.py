"""The descriptors a program starts with."""

import os

import forked
from isolation import descriptors


def opened() -> set[int]:
    """The descriptors that are open now."""
    found = set()
    for descriptor in range(1024):
        try:
            os.fstat(descriptor)
        except OSError:
            continue
        found.add(descriptor)
    return found


def test_only_the_kept_descriptors_stay_open() -> None:
    def close() -> object:
        before = opened()
        more = [os.dup(0) for _ in range(5)]
        descriptors.close_all_but(before | {more[3]})
        return opened() == before | {more[3]}

    assert forked.run(close)


def test_descriptors_above_the_highest_kept_one_are_closed_too() -> None:
    def close() -> object:
        before = opened()
        os.dup2(0, 900)
        descriptors.close_all_but(before)
        return opened() == before

    assert forked.run(close)


def test_standard_input_is_empty() -> None:
    def read() -> object:
        descriptors.empty_standard_input()
        return os.read(0, 10).decode()

    assert forked.run(read) == ''
