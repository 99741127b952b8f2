"""Judges how much memory a parsed tree takes."""

import sys

SAMPLE = 500
MAX_VISITED = 100_000


def parsed_bytes(value: object) -> int:
    """About what the value takes as Python objects, by an even sample of the items of every array and object."""
    total, left, visited = 0.0, [(value, 1.0)], 0
    while left and visited < MAX_VISITED:
        item, weight = left.pop()
        visited += 1
        total += weight * sys.getsizeof(item)
        if isinstance(item, (dict, list)) and item:
            inner = list(item.values()) if isinstance(item, dict) else item
            chosen = inner[:: -(-len(inner) // SAMPLE)]
            left.extend((each, weight * len(inner) / len(chosen)) for each in chosen)
    return int(total)
