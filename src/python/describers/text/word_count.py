"""Counts the words and lines of text as `str.split` and `str.count` do, without making the words."""

from dataclasses import dataclass

import numpy as np

# Every space of Unicode, as the first of a run and its length; a test compares them with `str.isspace`.
ASCII_SPACES = [(0x09, 5), (0x1C, 5)]
OTHER_SPACES = [(0x85, 1), (0xA0, 1), (0x1680, 1), (0x2000, 11), (0x2028, 2), (0x202F, 1), (0x205F, 1), (0x3000, 1)]


@dataclass(frozen=True)
class Counts:
    """What a block of text adds to the counts of the whole."""

    lines: int
    """Line ends."""
    words: int
    """Beginnings of words; a word that another block began is not counted again."""
    ends_in_space: bool


def count_block(block: str, after_space: bool) -> Counts:
    """`block` is not empty, and `after_space` says whether a space or nothing stands before it."""
    if block.isascii():
        units, runs = np.frombuffer(block.encode('ascii'), np.uint8), ASCII_SPACES
    else:
        # No space lies beyond the first 65,536 characters, so halves of pairs are never spaces.
        units = np.frombuffer(block.encode('utf-16-le', 'surrogatepass'), '<u2')
        runs = ASCII_SPACES + OTHER_SPACES
    spaces = _spaces(units, runs)
    begun = np.count_nonzero(spaces[:-1] > spaces[1:]) + bool(after_space and not spaces[0])
    return Counts(int(np.count_nonzero(units == 10)), int(begun), bool(spaces[-1]))


def _spaces(units: np.ndarray, runs: list[tuple[int, int]]) -> np.ndarray:
    """Unsigned numbers below the first of a run wrap around and are far beyond its end."""
    found = np.zeros(len(units), bool)
    for first, length in runs:
        found |= units - units.dtype.type(first) < length
    return found
