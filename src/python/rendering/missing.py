"""What stands for a name that a template uses and nothing gives."""

from collections.abc import Collection
from typing import Any

from jinja2 import StrictUndefined, Undefined
from jinja2.utils import missing

from rendering.language import did_you_mean
from rendering.values import kind_of

BASES = {'strict': StrictUndefined, 'lenient': Undefined}
SHOWN = 10
ADVICE = ' Where it may be missing, write `| default(…)` or test it with `is defined`.'


class Explained:
    """Says what is missing in words of the template, and the name that was probably meant."""

    __slots__ = ()
    given: Collection[str] = ()
    _undefined_hint: str | None
    _undefined_name: Any
    _undefined_obj: Any

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, owner = self._undefined_name, self._undefined_obj
        if owner is missing:
            return f'The variable `{_short(name)}` is missing{_among(name, self.given, "; given: ", "; none is given")}'
        if isinstance(owner, dict):
            return f'`{_short(name)}` is missing in an object{_among(name, owner, "; it has: ", " that is empty")}'
        if isinstance(owner, list | tuple | str) and isinstance(name, int):
            return f'There is no [{_short(name)}] in {kind_of(owner)} of {len(owner)}.'
        return f'`{_short(name)}` is nothing that {kind_of(owner)} has.'


def missing_type(behaviour: str, given: Collection[str]) -> Any:
    """The class that Jinja makes such stand-ins of; `given` are the names of all variables."""
    return type('Missing', (Explained, BASES[behaviour]), {'__slots__': (), 'given': given})


def _among(name: Any, known: Collection[Any], some: str, none: str) -> str:
    names = [each for each in known if isinstance(each, str)]
    shown = some + ', '.join(_short(each) for each in names[:SHOWN]) if names else none
    more = ', …' if len(names) > SHOWN else ''
    return f'{shown}{more}.{did_you_mean(str(name), names[:1000]) or ADVICE}'


def _short(name: Any) -> str:
    return str(name)[:60]
