"""Takes apart JSON values that stand in a file one after the other, with no comma and perhaps no line end between them."""

import json
import re
from typing import Any

BETWEEN = re.compile(r'(?<=[}\]])\s*(?=[{\[])')
IN_A_ROW = r"[json.loads(part) for part in re.split(r'(?<=[}}\]])\s*(?=[{{\[])', {}.read().strip())]"
"""Source of the values, of the source that opens the file."""


def values_in_a_row(text: str) -> list[Any] | None:
    """The objects and arrays, at least two of which share a line; None where the text is something else, or its strings look alike."""
    parts = BETWEEN.split(text.strip())
    if len(parts) < 2 or all(map(is_value, filter(str.strip, text.splitlines()))):
        return None
    try:
        values = [json.loads(part) for part in parts]
    except ValueError:
        return None
    return values if all(isinstance(value, (dict, list)) for value in values) else None


def is_value(line: str) -> bool:
    """Whether the line holds one value, as in JSON Lines."""
    try:
        json.loads(line)
    except ValueError:
        return False
    return True
