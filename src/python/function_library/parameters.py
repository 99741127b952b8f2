"""The parameters of a function as a call by name gives them."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

EMPTY = inspect.Parameter.empty
BY_PLACE = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True)
class Parameters:
    """A signature whose annotations are types; `rest` and `others` are the names of *args and **kwargs, where there are any."""

    signature: inspect.Signature
    named: Mapping[str, inspect.Parameter]
    rest: str | None
    others: str | None

    def call(self, function: Callable[..., Any], values: dict[str, Any]) -> Any:
        """Calls the function with values by name, each passed the way its parameter takes it."""
        given = {**self._field_defaults(values), **values}
        rest = given.pop(self.rest, ()) if self.rest else ()
        return function(*self._by_place(given, bool(rest)), *rest, **given)

    def _field_defaults(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What `Field(default=…)` as a default stands for, of the parameters that are not given."""
        return {
            name: parameter.default.get_default(call_default_factory=True)
            for name, parameter in self.named.items()
            if name not in values and is_field(parameter.default)
        }

    def _by_place(self, given: dict[str, Any], all_of_them: bool) -> list[Any]:
        kinds = BY_PLACE if all_of_them else BY_PLACE[:1]
        names = [name for name, parameter in self.named.items() if parameter.kind in kinds]
        while names and names[-1] not in given and not all_of_them:
            names.pop()
        return [given.pop(name, self.named[name].default) for name in names]


def parameters_of(signature: inspect.Signature) -> Parameters:
    """Sorts the parameters of a signature."""
    by_kind = {parameter.kind: name for name, parameter in signature.parameters.items()}
    rest = by_kind.get(inspect.Parameter.VAR_POSITIONAL)
    others = by_kind.get(inspect.Parameter.VAR_KEYWORD)
    named = {name: each for name, each in signature.parameters.items() if name not in (rest, others)}
    return Parameters(signature, named, rest, others)


def is_field(default: object) -> bool:
    """Whether a default is pydantic's `Field(...)`, as people write it for descriptions and limits."""
    return type(default).__name__ == 'FieldInfo' and hasattr(default, 'get_default')


def is_required(parameter: inspect.Parameter) -> bool:
    """Whether a call has to give it."""
    default = parameter.default
    return default is EMPTY or (is_field(default) and bool(default.is_required()))
