"""What arguments or a result did not satisfy, in words that name the place and the type."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from function_library.clean import clean, shown_value
from function_library.nearest import meant
from function_library.paths import Step, written_path

MAX_PROBLEMS = 50
MAX_MESSAGE = 500

# What pydantic's kinds of errors expected; those of a class name it themselves.
EXPECTED = {
    'bool': 'bool',
    'bytes': 'bytes',
    'complex': 'complex',
    'dataclass': 'object',
    'date': 'date',
    'datetime': 'datetime',
    'decimal': 'Decimal',
    'dict': 'dict',
    'float': 'float',
    'frozen_set': 'frozenset',
    'int': 'int',
    'iterable': 'list',
    'list': 'list',
    'mapping': 'dict',
    'model': 'object',
    'none': 'None',
    'number': 'int or float',
    'set': 'set',
    'string': 'str',
    'time': 'time',
    'timedelta': 'timedelta',
    'timezone': 'datetime',
    'tuple': 'tuple',
    'url': 'URL',
    'uuid': 'UUID',
    'table': 'DataFrame',
    'column': 'Series',
    'array': 'ndarray',
    'file': 'Path',
}
SURPLUS = ('extra_forbidden', 'unexpected_keyword_argument', 'unexpected_positional_argument')
MISSING = ('missing', 'missing_argument', 'missing_keyword_only_argument', 'missing_positional_only_argument')
OBJECTS = ('model_type', 'dataclass_type', 'model_attributes_type')
OWN_WORDS = ('value_error', 'assertion_error')


@dataclass(frozen=True)
class Problem:
    """The path is empty for the whole value; `expected` is None where no type was meant."""

    path: str
    message: str
    expected: str | None

    def as_json(self) -> dict[str, str | None]:
        """As the wire carries it."""
        return {'path': self.path, 'message': self.message, 'expected': self.expected}


@dataclass(frozen=True)
class Checked:
    """What was checked: the value, the names it may have where it is arguments, and those whose values are never told."""

    value: Any
    known: Collection[str] | None = None
    secret: Collection[str] = ()


@dataclass(frozen=True)
class _Fault:
    """One error of pydantic at the place it is really at; `branch` is what of a union it belongs to."""

    steps: tuple[Step, ...]
    union: tuple[Step, ...] | None
    branch: str
    error: Any


def problems_of(error: ValidationError, checked: Checked) -> list[Problem]:
    """One problem for each place; of a union only what the nearest of its types is missing."""
    faults = [_located(each, checked.value) for each in error.errors(include_url=False)[: MAX_PROBLEMS * 20]]
    unions: dict[tuple[Step, ...], list[_Fault]] = {}
    for fault in faults:
        if fault.union is not None:
            unions.setdefault(fault.union, []).append(fault)
    told: list[Problem] = []
    for fault in faults:
        if fault.union is None:
            told.append(_problem([fault], checked))
        elif fault.union in unions:
            told.extend(_of_union(unions.pop(fault.union), checked))
    return told[:MAX_PROBLEMS]


def _located(error: Any, value: Any) -> _Fault:
    """Tells the steps of a place from the names of a union's types, which pydantic mixes."""
    steps: list[Step] = []
    union: tuple[Step, ...] | None = None
    branch = ''
    for step in error['loc']:
        inside, value = _inside(value, step)
        last = len(steps) + (union is not None) + 1 >= len(error['loc'])
        if inside or (last and error['type'] in MISSING):
            steps.append(step)
        elif step == '[key]':
            continue
        elif union is None:
            union, branch = tuple(steps), str(step)
    return _Fault(tuple(steps), union, branch, error)


def _inside(value: Any, step: Step) -> tuple[bool, Any]:
    if isinstance(step, str) and isinstance(value, dict) and step in value:
        return True, value[step]
    if isinstance(step, int) and isinstance(value, (list, tuple)) and 0 <= step < len(value):
        return True, value[step]
    if isinstance(step, str) and not isinstance(value, (dict, list, tuple)) and step in getattr(value, '__dict__', ()):
        return True, vars(value)[step]
    return False, value


def _of_union(faults: Sequence[_Fault], checked: Checked) -> list[Problem]:
    branches: dict[str, list[_Fault]] = {}
    for fault in faults:
        branches.setdefault(fault.branch, []).append(fault)
    union = faults[0].union or ()
    inner = {name: found for name, found in branches.items() if any(len(each.steps) > len(union) for each in found)}
    if not inner:
        return [_problem([found[0] for found in branches.values()], checked)]
    best = min(inner.values(), key=_distance)
    return [_problem([fault], checked) for fault in best]


def _distance(faults: Sequence[_Fault]) -> tuple[int, int]:
    """How far a value is from one type of a union: names that are missing or too many say that another was meant."""
    names = sum(each.error['type'] in (*MISSING, *SURPLUS) for each in faults)
    return len(faults) + names, -max(len(each.steps) for each in faults)


def _problem(faults: Sequence[_Fault], checked: Checked) -> Problem:
    fault = faults[0]
    is_secret = bool(fault.steps) and fault.steps[0] in checked.secret
    kinds = list(dict.fromkeys(kind for each in faults if (kind := _expected(each.error))))
    path = written_path(fault.steps[:1] if is_secret else fault.steps)
    message = _message(fault, checked, is_secret) if len(faults) == 1 else f'should be {_listed(kinds)}'
    if len(faults) > 1 and not is_secret:
        message += f', not {shown_value(fault.error["input"])}'
    return Problem(path, clean(message, MAX_MESSAGE), _listed(kinds) or None)


def _listed(kinds: Sequence[str]) -> str:
    return ' or '.join([', '.join(kinds[:-1]), kinds[-1]]) if len(kinds) > 1 else ''.join(kinds)


def _message(fault: _Fault, checked: Checked, is_secret: bool) -> str:
    error = fault.error
    kind = error['type']
    if kind in SURPLUS:
        if len(fault.steps) == 1 and checked.known is not None:
            return f'is no parameter. {meant(str(fault.steps[0]), checked.known)}'
        return 'is not expected here'
    if kind in MISSING:
        return 'is required'
    if is_secret:
        return 'is not valid'
    if kind == 'union_tag_not_found':
        return f'should have the key {error["ctx"]["discriminator"]}'
    if kind in OWN_WORDS:
        return str(error['msg']).split(', ', 1)[-1]
    message = 'should be an object' if kind in OBJECTS else str(error['msg']).removeprefix('Input ')
    return f'{message}, not {shown_value(error["input"])}' if message.startswith('should') else message


def _expected(error: Any) -> str | None:
    context = error.get('ctx') or {}
    kind = error['type']
    if kind in ('literal_error', 'enum'):
        return str(context.get('expected'))
    if name := context.get('class_name') or context.get('class'):
        return str(name)
    for beginning in (kind, kind.rsplit('_', 1)[0], kind.split('_', 1)[0]):
        if beginning in EXPECTED:
            return EXPECTED[beginning]
    return None
