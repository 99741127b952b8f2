"""Turns one value into JSON by a table of types, or says where it has none."""

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from function_library.clean import clean
from function_library.paths import Step, written_path
from function_library.problems import MAX_PROBLEMS, Problem

MAX_DEPTH = 100
MAX_EXACT = 2**53 - 1
MAX_BIG_INTEGERS = 10_000
MAX_BITS = 13_000  # what Python still writes as a decimal number


class Conversion:
    """Notes problems and the paths of integers that a double can't hold as it goes; its results mean nothing once there are problems."""

    def __init__(self, rows: Callable[[], 'Rows']) -> None:
        self.problems: list[Problem] = []
        self.big_integers: list[str] = []
        self._rows = rows
        self._steps: list[Step] = []
        self._open: set[int] = set()

    def convert(self, value: Any) -> Any:
        """JSON for the value."""
        kind = type(value)
        if value is None or kind is str or kind is bool:
            return value
        if kind is int:
            return self.integer(value)
        if kind is float:
            return self.number(value)
        for base, form in self._rows():
            if isinstance(value, base):
                return form(self, value)
        self.refuse(f'is of type {clean(kind.__name__)}, which JSON has no form for')
        return None

    def within(self, value: Any, *steps: Step) -> Any:
        """JSON for the part of what is being converted that these steps lead to."""
        self._steps.extend(steps)
        converted = self.convert(value)
        del self._steps[-len(steps) :]
        return converted

    def refuse(self, message: str) -> None:
        """Notes that what is being converted has no JSON."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(written_path(self._steps), message, None))

    def integer(self, value: int) -> int:
        """Any integer that can be written; of one that a double changes, the path is noted."""
        if -MAX_EXACT <= value <= MAX_EXACT:
            return value
        if value.bit_length() > MAX_BITS:
            self.refuse('is an integer of thousands of digits; return it as text')
        elif len(self.big_integers) >= MAX_BIG_INTEGERS:
            self.refuse(f'is one of more than {MAX_BIG_INTEGERS} integers beyond 2**53; return them as text')
        else:
            self.big_integers.append(written_path(self._steps))
        return value

    def number(self, value: float) -> float | None:
        """A finite number; NaN and Infinity are a problem, as null would be another answer."""
        if math.isfinite(value):
            return value
        word = 'NaN' if math.isnan(value) else 'Infinity' if value > 0 else '-Infinity'
        self.refuse(f'is {word}, which JSON does not have; return None or leave it out')
        return None

    def mapping(self, items: Mapping[Any, Any], name_of: Callable[['Conversion', Any], str | None]) -> dict[str, Any]:
        """An object; two keys with the same text are a problem."""
        converted: dict[str, Any] = {}
        for key, item in items.items():
            name = key if type(key) is str else name_of(self, key)
            if name is None:
                return {}
            if name in converted:
                self.refuse(f'has two keys that are both {clean(name)} in JSON')
            converted[name] = self.within(item, name)
        return converted

    def sequence(self, items: Sequence[Any]) -> list[Any]:
        """A list, item by item."""
        return [self.within(item, at) for at, item in enumerate(items)]

    def guarded(self, value: Any, form: Callable[[], Any]) -> Any:
        """Converts a container, unless it contains itself or is nested without end."""
        if id(value) in self._open:
            self.refuse('contains itself')
            return None
        if len(self._open) >= MAX_DEPTH:
            self.refuse(f'is nested more than {MAX_DEPTH} levels deep')
            return None
        self._open.add(id(value))
        try:
            return form()
        finally:
            self._open.discard(id(value))


Form = Callable[[Conversion, Any], Any]
Rows = Sequence[tuple[Any, Form]]
