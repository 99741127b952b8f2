"""Changing modules when they are imported."""

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

import forked
from program import module_patches


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a module that can be imported and was not."""
    (tmp_path / 'late_module.py').write_text('value = 1\nseen = value\n')
    monkeypatch.syspath_prepend(str(tmp_path))
    return 'late_module'


def mark(module: Any) -> None:
    """A patch that can be counted."""
    module.value += 1


def test_a_module_is_changed_right_after_it_ran(module: str) -> None:
    def load() -> object:
        module_patches.apply({module: mark})
        assert module not in sys.modules
        loaded: Any = importlib.import_module(module)
        return [loaded.value, loaded.seen, loaded.__spec__.name]

    assert forked.run(load) == [2, 1, module]


def test_a_module_that_is_there_is_changed_at_once(module: str) -> None:
    def load() -> object:
        loaded: Any = importlib.import_module(module)
        module_patches.apply({module: mark})
        return loaded.value

    assert forked.run(load) == 2


def test_several_patches_of_one_module_are_all_made_in_their_order(module: str) -> None:
    def double(loaded: Any) -> None:
        loaded.value *= 10

    def load() -> object:
        module_patches.apply({module: mark})
        module_patches.apply({module: double})
        loaded: Any = importlib.import_module(module)
        return loaded.value

    assert forked.run(load) == 20


def test_a_module_that_does_not_exist_stays_missing() -> None:
    def load() -> object:
        module_patches.apply({'no_such_module': mark})
        try:
            importlib.import_module('no_such_module')
        except ModuleNotFoundError as error:
            return error.name
        return None

    assert forked.run(load) == 'no_such_module'


def test_other_modules_are_found_as_ever(module: str) -> None:
    def load() -> object:
        module_patches.apply({'elsewhere': mark})
        loaded: Any = importlib.import_module(module)
        return [loaded.value, type(loaded.__loader__).__name__]

    assert forked.run(load) == [1, 'SourceFileLoader']
