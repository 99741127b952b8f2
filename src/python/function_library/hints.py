"""The types that a function's annotations mean."""

import inspect
import types
import typing
from collections.abc import Callable, Mapping
from typing import Any

from function_library.clean import clean
from function_library.found import innermost
from function_library.refusal import Refusal


def signature_of(function: Callable[..., Any]) -> inspect.Signature:
    """The parameters of a function with the types its annotations mean; raises Refusal that names what has no meaning."""
    try:
        signature = inspect.signature(function)
    except (TypeError, ValueError, NameError) as error:
        reason = f'Its parameters can not be read: {clean(str(error))}.'
        raise Refusal(reason, 'Write a Python function with named parameters around it.') from None
    names = _names(function)
    parameters = [
        parameter.replace(annotation=_meaning(parameter.annotation, f'the parameter {parameter.name}', names))
        for parameter in signature.parameters.values()
    ]
    result = _meaning(signature.return_annotation, 'its result', names)
    return signature.replace(parameters=parameters, return_annotation=result)


def _names(function: Callable[..., Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The global names that annotations of a function see, and those of the functions around it."""
    inner = innermost(function)
    closed = inspect.getclosurevars(inner).nonlocals if inspect.isfunction(inner) else {}
    return getattr(inner, '__globals__', {}), dict(closed)


def _meaning(annotation: Any, whose: str, names: tuple[Mapping[str, Any], Mapping[str, Any]]) -> Any:
    if annotation is inspect.Signature.empty:
        return annotation
    holder: Any = types.SimpleNamespace(__annotations__={'it': annotation})
    try:
        return typing.get_type_hints(holder, dict(names[0]), dict(names[1]), include_extras=True)['it']
    except Exception as error:
        text = annotation if isinstance(annotation, str) else repr(annotation)
        reason = f'The type of {whose}, {clean(text)}, has no meaning: {clean(str(error))}.'
        suggestion = 'Import or define what it names at the top of the module, not only under TYPE_CHECKING.'
        raise Refusal(reason, suggestion) from None
