"""Finds the names in a header that was not divided as the rows below it, by a stray quotation mark or other delimiters."""

from collections import Counter
from collections.abc import Sequence

OTHERS = ';\t|,'
MIN_SHARE = 0.9  # of the rows have the same number of cells


def divided_names(header: Sequence[str], data: Sequence[Sequence[str]], delimiter: str) -> list[str] | None:
    """As many names as the rows have cells, where the header has fewer and holds its delimiters in its cells; else None."""
    if not data:
        return None
    width, count = Counter(map(len, data)).most_common(1)[0]
    if len(header) >= width or count < MIN_SHARE * len(data):
        return None
    for mark in (delimiter, *OTHERS.replace(delimiter, '')):
        names = [part.strip(' "') for cell in header for part in cell.split(mark)]
        if len(names) == width and all(names) and len(set(names)) == width:
            return names
    return None
