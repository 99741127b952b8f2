"""Checks and converts the arguments of a call by the types of its function's parameters."""

import inspect
import re
import types
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ConfigDict, Field, ValidationError
from typing_extensions import NotRequired, Required, TypedDict

from function_library.adapter import Adapter
from function_library.clean import clean
from function_library.json_text import json_text
from function_library.parameters import EMPTY, Parameters, is_field, is_required
from function_library.problems import Checked, Problem, problems_of
from function_library.refusal import Refusal
from function_library.values import meaning

CLASS = re.compile(r"<class '([\w.]{1,200})'>")
OLD_TYPED_DICT = 'typed-dict-version'  # what pydantic calls it that one of typing tells too little before Python 3.12
INSTEAD = 'Take plain types, a pydantic model, a dataclass, a DataFrame or the Path of a file, and make the rest of it inside.'


@dataclass(frozen=True)
class Arguments:
    """The adapters of the named parameters and, where there are any, of the others by name."""

    named: Adapter
    others: Adapter | None
    types: Mapping[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """The names that are known beforehand."""
        return tuple(self.types)

    def check_one(self, name: str, value: Any) -> tuple[Any, list[Problem]]:
        """The same for a single parameter, known or not."""
        adapter = Adapter(self.types[name]) if name in self.types else self.others
        part = value if name in self.types else {name: value}
        try:
            checked = adapter.of_json(json_text(part)) if adapter else value
        except ValidationError as error:
            return None, problems_of(error, Checked(part))
        return (checked if name in self.types else checked[name]), []

    def check(self, given: Mapping[str, Any], secret: Collection[str] = ()) -> tuple[dict[str, Any], list[Problem]]:
        """The values for the function, or what is wrong with those that were given as JSON."""
        if self.others is None:
            return self._checked(self.named, given, secret)
        known = {name: value for name, value in given.items() if name in self.types}
        unknown = {name: value for name, value in given.items() if name not in self.types}
        values, problems = self._checked(self.named, known, secret)
        more, others = self._checked(self.others, unknown, secret)
        return {**values, **more}, [*problems, *others]

    def _checked(
        self, adapter: Adapter, given: Mapping[str, Any], secret: Collection[str]
    ) -> tuple[dict[str, Any], list[Problem]]:
        try:
            return adapter.of_json(json_text(given)), []
        except ValidationError as error:
            tellable = tuple(name for name in self.names if name not in secret)
            return {}, problems_of(error, Checked(given, tellable, secret))


def arguments_of(parameters: Parameters) -> Arguments:
    """Raises Refusal that names the parameter for which there is no JSON."""
    kinds = {name: _checked_type(parameter) for name, parameter in parameters.signature.parameters.items()}
    others = kinds.pop(parameters.others) if parameters.others else None
    if parameters.rest:
        kinds[parameters.rest] = types.GenericAlias(list, (kinds[parameters.rest],))
    required = {name for name, parameter in parameters.named.items() if is_required(parameter)}
    fields = {name: Required[kind] if name in required else NotRequired[kind] for name, kind in kinds.items()}
    typed_dict: Any = TypedDict
    named = typed_dict('Arguments', fields)
    named.__pydantic_config__ = ConfigDict(extra='forbid')
    return Arguments(
        named=Adapter(named),
        others=Adapter(dict[str, others]) if parameters.others else None,  # type: ignore[valid-type]
        types=kinds,
    )


def _type(parameter: inspect.Parameter) -> Any:
    kind = Any if parameter.annotation is EMPTY else meaning.as_argument(parameter.annotation)
    default = parameter.default
    if not is_field(default):
        return kind
    described = Field(description=default.description, examples=default.examples)
    return meaning.annotated(kind, (*default.metadata, described))


def _checked_type(parameter: inspect.Parameter) -> Any:
    """The type of a parameter, if it has a JSON Schema."""
    try:
        kind = _type(parameter)
        Adapter(kind).json_schema()
    except Exception as error:
        shown = clean(inspect.formatannotation(parameter.annotation))
        if getattr(error, 'code', None) == OLD_TYPED_DICT:
            reason = f'The parameter {parameter.name} has the type {shown}, a TypedDict of typing, which this Python is too old for.'
            raise Refusal(reason, 'Import TypedDict from typing_extensions instead.') from None
        named = [name for name in CLASS.findall(str(error)) if name != shown]
        why = f' because of {clean(named[0])}' if named else ''
        reason = f'The parameter {parameter.name} has the type {shown}, which JSON has no form for{why}.'
        raise Refusal(reason, INSTEAD) from None
    return kind
