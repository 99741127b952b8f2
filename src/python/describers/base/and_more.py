"""Lists the first of some names in a sentence."""

from collections.abc import Sequence


def and_more(names: Sequence[str], most: int) -> str:
    """Such as `a, b and 3 more`, as they are given."""
    listed = ', '.join(names[:most])
    return f'{listed} and {len(names) - most} more' if len(names) > most else listed
