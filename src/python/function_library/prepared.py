"""A declared function with everything that a call of it needs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from function_library import awaiting, found, hints
from function_library.arguments import Arguments, arguments_of
from function_library.clean import clean
from function_library.manifest import DeclaredFunction
from function_library.nearest import meant
from function_library.parameters import Parameters, parameters_of
from function_library.refusal import Refusal
from function_library.results import Results, results_of


@dataclass(frozen=True)
class Prepared:
    """`constants` are the declared values of parameters, already checked and converted."""

    declared: DeclaredFunction
    function: Callable[..., Any]
    parameters: Parameters
    arguments: Arguments
    results: Results
    constants: Mapping[str, Any]

    def call(self, values: dict[str, Any]) -> Any:
        """Calls the function with values by name, to its end."""
        return awaiting.ended(self.parameters.call(self.function, values))


def prepare(declared: DeclaredFunction) -> Prepared:
    """Imports and looks; raises Refusal, or whatever the import raises."""
    function = found.function_of(declared)
    parameters = parameters_of(hints.signature_of(function))
    arguments = arguments_of(parameters)
    _refuse_unknown(declared, arguments)
    constants = _constants(declared, arguments)
    results = results_of(parameters.signature.return_annotation)
    return Prepared(declared, function, parameters, arguments, results, constants)


def _refuse_unknown(declared: DeclaredFunction, arguments: Arguments) -> None:
    for name in declared.parameters:
        if name not in arguments.names and arguments.others is None:
            reason = f'The declaration gives a value to {clean(name)}, which is no parameter of {declared.function}.'
            raise Refusal(reason, meant(name, arguments.names))


def _constants(declared: DeclaredFunction, arguments: Arguments) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in declared.defaults.items():
        values[name], problems = arguments.check_one(name, value)
        if problems:
            place = '.'.join(filter(None, (name, problems[0].path)))
            reason = f'The value that the declaration gives to {place} {problems[0].message}.'
            raise Refusal(reason, 'Write a value of the type that the function takes.')
    return values
