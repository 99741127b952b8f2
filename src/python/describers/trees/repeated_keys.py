"""Finds keys that stand twice in one JSON object, of which Python keeps the last."""

import json
from collections import Counter
from typing import Any

from describers.base.plain import clean_name

MAX_CHARACTERS = 4 << 20
MAX_NAMED = 5


def repeated_keys(text: str) -> list[str]:
    """A warning that names them; none for a text that is too long to be parsed a second time."""
    if len(text) > MAX_CHARACTERS:
        return []
    found: Counter[str] = Counter()

    def take(pairs: list[tuple[str, Any]]) -> None:
        if len(dict(pairs)) < len(pairs):
            found.update(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)

    json.loads(text, object_pairs_hook=take)
    if not found:
        return []
    named = ', '.join(f'"{clean_name(key)[:40]}" ({count})' for key, count in found.most_common(MAX_NAMED))
    return [f'Keys that stand twice in one object, of which Python keeps the last value: {named}; the others are lost.']
