"""The known names that somebody may have meant."""

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name that is most like `name`, or None where none is."""
    names = list(known)
    by_lower = {each.lower(): each for each in reversed(names)}
    found = difflib.get_close_matches(name.lower(), by_lower, 1, 0.6)
    return by_lower[found[0]] if found else None


def meant(name: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest known name, else the first few."""
    names = list(known)
    if found := nearest(name, names):
        return f'Did you mean {found}?'
    listed = ', '.join(names[:10]) + (', …' if len(names) > 10 else '')
    return f'It knows {listed}.' if names else 'It knows none.'
