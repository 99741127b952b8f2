"""Checks what a function returned by its annotation."""

import inspect
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from function_library.adapter import Adapter
from function_library.problems import Checked, Problem, problems_of
from function_library.unchanged import Comparison
from function_library.values import meaning, within_models


@dataclass(frozen=True)
class Results:
    """What pydantic knows of the annotation; nothing where there is none, or none that it knows."""

    adapter: Adapter | None
    drops_keys: bool = False
    """Whether converting would lose the keys of a TypedDict that its annotation does not name."""

    def check(self, value: Any) -> tuple[Any, list[Problem]]:
        """The value as its annotation means it, or where it is something else or would become that."""
        if self.adapter is None:
            return value, []
        try:
            checked = self.adapter.of_python(value)
        except ValidationError as error:
            return None, problems_of(error, Checked(value))
        comparison = Comparison(keeps_keys=self.drops_keys)
        comparison.compare(value, checked)
        return (value if self.drops_keys else checked), comparison.problems


def results_of(annotation: Any) -> Results:
    """An annotation that pydantic does not know checks nothing."""
    if annotation is inspect.Signature.empty:
        return Results(None)
    try:
        adapter = Adapter(meaning.as_result(annotation), within_models.RESULTS)
    except Exception:
        return Results(None)
    return Results(adapter, adapter.has_typed_dict)
