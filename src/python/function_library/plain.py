"""JSON for what a function returned."""

import functools
from dataclasses import dataclass
from typing import Any

from function_library import plain_libraries, plain_models, plain_python
from function_library.conversion import Conversion, Rows
from function_library.problems import Problem


@dataclass(frozen=True)
class Converted:
    """The value as JSON, the paths of its integers beyond 2**53, and why it is none."""

    value: Any
    big_integers: list[str]
    problems: list[Problem]


def _rows() -> Rows:
    """Those of libraries come first: some of their types are of Python's, too."""
    return (*plain_libraries.rows(), *plain_models.ROWS, *plain_python.ROWS)


def converted(value: Any) -> Converted:
    """Never changes an answer: what JSON can't say is a problem with its path."""
    conversion = Conversion(functools.cache(_rows))
    try:
        plain = conversion.convert(value)
    except RecursionError:
        conversion.refuse('is nested too deeply')
        plain = None
    return Converted(plain, conversion.big_integers, conversion.problems)
