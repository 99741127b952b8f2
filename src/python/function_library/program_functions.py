"""The module `functions`, from which generated programs import what is declared."""

import inspect
import types
from collections.abc import Callable
from typing import Any

from function_library.found import innermost
from function_library.library import Library
from function_library.prepared import Prepared
from function_library.written import signature_with

NAME = 'functions'


def module_of(installed: Library) -> types.ModuleType:
    """A module with each declared function as a plain callable."""
    module = types.ModuleType(NAME, 'The functions that were declared for this program.')
    add_to(module, installed)
    return module


def add_to(module: Any, installed: Library) -> None:
    """Adds each declared function that the module has none of its own for."""
    names = [name for name in installed.functions if not hasattr(module, name)]
    for name in names:
        setattr(module, name, _plain(installed, name))
    module.__all__ = [*getattr(module, '__all__', []), *names]


def _plain(installed: Library, name: str) -> Callable[..., Any]:
    def call(*arguments: Any, **named: Any) -> Any:
        prepared = installed.prepared(name)
        bound = prepared.parameters.signature.bind_partial(*arguments, **named)
        others = prepared.parameters.others
        given = {key: value for key, value in bound.arguments.items() if key != others}
        given |= bound.arguments.get(others, {}) if others else {}
        return prepared.call({**prepared.constants, **given})

    call.__name__ = call.__qualname__ = name
    call.__module__ = NAME
    if name in installed.ready:
        _describe(call, installed.ready[name])
    return call


def _describe(function: Any, prepared: Prepared) -> None:
    """Has `help` tell what it tells of the function behind; declared constants are its defaults."""
    function.__doc__ = inspect.getdoc(innermost(prepared.function))
    function.__signature__ = signature_with(prepared)
