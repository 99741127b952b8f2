"""Finds keys that stand twice in one JSON object, of which Python keeps the last."""

from collections import Counter
from typing import Any

from describers.base.plain import clean_name

MAX_CHARACTERS = 4 << 20  # of a text that is parsed with a look at every object
MAX_NAMED = 5


class RepeatedKeys:
    """Given to the parser as `object_pairs_hook`, which makes the same objects."""

    def __init__(self) -> None:
        self._found: Counter[str] = Counter()

    def take(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """The object of these pairs."""
        made = dict(pairs)
        if len(made) < len(pairs):
            self._found.update(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return made

    def notes(self) -> list[str]:
        """A warning that names them."""
        if not self._found:
            return []
        found = self._found.most_common(MAX_NAMED)
        named = ', '.join(f'"{clean_name(key)[:40]}" ({count})' for key, count in found)
        return [
            f'Keys that stand twice in one object, of which Python keeps the last value: {named}; the others are lost.'
        ]
