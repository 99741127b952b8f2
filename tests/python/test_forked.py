"""What a test does in a forked process."""

import os
import sys
from collections.abc import Callable
from typing import Any

import pytest

import forked


def fails() -> None:
    raise ValueError


def is_interrupted() -> None:
    raise KeyboardInterrupt


def keeps_itself_from_leaving() -> None:
    process: Any = os
    process._exit = sys.exit


@pytest.mark.parametrize(
    ('function', 'exit_code'), [(fails, 1), (is_interrupted, 1), (sys.exit, 1), (keeps_itself_from_leaving, 0)]
)
def test_a_forked_process_never_goes_on_with_the_tests(function: Callable[[], None], exit_code: int) -> None:
    child = forked.start(function)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == exit_code


def test_what_was_imported_is_forgotten_with_its_parts_and_nothing_else() -> None:
    def forget() -> list[str]:
        sys.modules |= dict.fromkeys(('some', 'some.part', 'something'), sys)
        forked.forget('some')
        return [name for name in sys.modules if name.startswith('some')]

    assert forked.run(forget) == ['something']
