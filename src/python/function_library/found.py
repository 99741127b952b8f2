"""The function that a declaration names, as it is found in its module."""

import functools
import importlib
import inspect
from collections.abc import Callable
from typing import Any

from function_library.manifest import DeclaredFunction
from function_library.nearest import meant
from function_library.refusal import Refusal


def function_of(declared: DeclaredFunction) -> Callable[..., Any]:
    """Imports the module, raising whatever that raises; raises Refusal for what can't be called with arguments of JSON."""
    module = importlib.import_module(declared.module)
    found: Any = module
    for part in declared.function.split('.'):
        if not hasattr(found, part):
            callables = [name for name, value in vars(found).items() if callable(value) and not name.startswith('_')]
            raise Refusal(f'{declared.module} has no function {declared.function}.', meant(part, callables))
        owner, found = found, getattr(found, part)
    _refuse_unusable(declared, owner, found)
    return found  # type: ignore[no-any-return]


def innermost(function: Callable[..., Any]) -> Any:
    """What decorators, partials and objects with `__call__` stand before."""
    inner: Any = function
    while True:
        if isinstance(inner, functools.partial):
            inner = inner.func
        elif hasattr(inner, '__wrapped__'):
            inner = inner.__wrapped__
        elif callable(inner) and not inspect.isroutine(inner) and not inspect.isclass(inner):
            inner = type(inner).__call__
        else:
            return inner


def is_async(function: Callable[..., Any]) -> bool:
    """Whether a call gives what has to be awaited."""
    return inspect.iscoroutinefunction(function) or inspect.iscoroutinefunction(innermost(function))


def _refuse_unusable(declared: DeclaredFunction, owner: Any, found: Any) -> None:
    name = f'{declared.module}.{declared.function}'
    if inspect.isclass(found):
        raise Refusal(f'{name} is a class.', 'Write a function that makes one and returns what is wanted of it.')
    if not callable(found):
        raise Refusal(f'{name} is a {type(found).__name__}, which can not be called.', 'Name a function.')
    if inspect.isclass(owner) and inspect.isfunction(inspect.getattr_static(owner, declared.function.split('.')[-1])):
        raise Refusal(f'{name} is a method that needs an object.', 'Make it a static method, or write a function.')
    inner = innermost(found)
    if inspect.isgeneratorfunction(inner) or inspect.isasyncgenfunction(inner):
        raise Refusal(f'{name} is a generator.', 'Return a list instead of yielding its items.')
