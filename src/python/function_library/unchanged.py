"""Whether what an annotation makes of a result still is the answer that the function gave."""

import dataclasses
import enum
from collections import deque
from collections.abc import ItemsView, KeysView, Mapping, Sequence, Set, ValuesView
from typing import Any

from pydantic import BaseModel

from function_library import field_names
from function_library.clean import clean, shown_value
from function_library.paths import Step, written_path
from function_library.plain import converted
from function_library.problems import MAX_PROBLEMS, Problem
from function_library.same_value import LEAVES, is_same, name_of

ORDERED = (Sequence, deque, KeysView, ValuesView, ItemsView)
TEXTS = (str, bytes, bytearray, memoryview)


class Comparison:
    """Notes where the value that pydantic made says something else; what has the same type was only changed by its author's rules."""

    def __init__(self, keeps_keys: bool) -> None:
        self.problems: list[Problem] = []
        self._keeps_keys = keeps_keys
        self._steps: list[Step] = []

    def compare(self, returned: Any, made: Any) -> None:
        """Of two values that stand at the same place."""
        if returned is made or (type(returned) is type(made) and type(made) in LEAVES):
            return
        if isinstance(made, enum.Enum):
            self.compare(returned.value if isinstance(returned, enum.Enum) else returned, made.value)
        elif isinstance(made, BaseModel) or dataclasses.is_dataclass(made):
            self._object(returned, made)
        elif isinstance(made, Mapping):
            self._mapping(returned, made)
        elif isinstance(made, Set):
            self._set(returned, made)
        elif isinstance(made, (list, tuple, deque)):
            self._sequence(returned, made)
        elif type(returned) is not type(made) and not is_same(returned, made):
            self._other(returned, made)

    def _object(self, returned: Any, made: Any) -> None:
        if not isinstance(returned, Mapping) or field_names.has_validators(made):
            return
        names = field_names.names_of(made)
        for key, item in returned.items():
            if key in names:
                self._within(item, getattr(made, names[key], item), key)
            elif not self._keeps_keys:
                self._lost(key, made)

    def _mapping(self, returned: Any, made: Mapping[Any, Any]) -> None:
        if not isinstance(returned, Mapping):
            self._refuse(returned, made)
            return
        renamed = [key for key in returned if key not in made]
        others = [key for key in made if key not in returned]
        pairs = list(zip(renamed, others, strict=True)) if len(renamed) == len(others) else []
        for key, other in [*((key, key) for key in returned if key in made), *pairs]:
            self._within(key, other, str(key))
            self._within(returned[key], made[other], str(key))
        if not pairs and not self._keeps_keys:
            for key in renamed:
                self._lost(key, made)

    def _set(self, returned: Any, made: Set[Any]) -> None:
        """Its items have no order, but none of them may be missing."""
        if not isinstance(returned, (*ORDERED, Set)) or len(returned) != len(made):
            self._refuse(returned, made)
            return
        others = [each for each in made if each not in returned]
        for at, item in enumerate(returned):
            if not _is_in(item, made) and not any(is_same(item, each) for each in others):
                self._within(item, others[0] if others else made, at)

    def _sequence(self, returned: Any, made: Any) -> None:
        if isinstance(returned, TEXTS) or not isinstance(returned, ORDERED) or len(returned) != len(made):
            self._refuse(returned, made)
            return
        for at, (item, other) in enumerate(zip(returned, made, strict=True)):
            if item is not other and not (type(item) is type(other) and type(item) in LEAVES):
                self._within(item, other, at)

    def _other(self, returned: Any, made: Any) -> None:
        """Tables and arrays are compared by their JSON; what has none is told when it is converted."""
        form = converted(made)
        if form.problems:
            return
        if isinstance(form.value, (list, dict)) and not isinstance(returned, TEXTS):
            self.compare(returned, form.value)
        else:
            self._refuse(returned, made, form.value)

    def _within(self, returned: Any, made: Any, step: Step) -> None:
        self._steps.append(step)
        self.compare(returned, made)
        self._steps.pop()

    def _lost(self, key: Any, made: Any) -> None:
        self._steps.append(str(key))
        self._tell(f'would be lost, as {clean(type(made).__name__)} has no such key', None)
        self._steps.pop()

    def _refuse(self, returned: Any, made: Any, form: Any = None) -> None:
        kind = clean(name_of(made))
        becomes = f', which would become {shown_value(form)}' if isinstance(form, (int, float, str)) else ''
        self._tell(f'should be {kind}, not {shown_value(returned)}{becomes}', kind)

    def _tell(self, message: str, expected: str | None) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(written_path(self._steps), message, expected))


def _is_in(item: Any, made: Set[Any]) -> bool:
    try:
        return item in made
    except TypeError:  # a list, of which a tuple was made
        return tuple(item) in made
