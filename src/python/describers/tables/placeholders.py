"""Finds signs such as "-" that stand for missing values among the numbers or dates of a column."""

import re
from collections.abc import Hashable, Iterable, Mapping

import pandas as pd

from describers.base.and_more import and_more
from describers.base.plain import clean_text
from describers.tables.dates import MAX_LABEL, text_columns
from describers.tables.placement.kinds import is_data

PLACEHOLDER = re.compile(
    r'[-–—−.?*/~x]|--+|\.\.+|\\N|\?+|n\.?/?a\.?|#n/a|#ref!|#div/0!|#value!|#name\?|#num!|nan|null|none|nil|missing|unknown'
    r'|not available|no data|k\.?\s?a\.?|s\.?\s?o\.?|tbd|tba|<na>',
    re.IGNORECASE,
)
MAX_WORDS = 4
MAX_SHOWN = 4
MIN_SHARE = 0.5
FIRST = 2_000  # texts by which most columns are told


def placeholders(frame: pd.DataFrame) -> dict[Hashable, dict[str, int]]:
    """Label to the signs and their counts, of text columns that hold nothing else but numbers or dates."""
    found = {}
    for label in text_columns(frame):
        if 0 < len(str(label)) <= MAX_LABEL and (words := _signs(frame[label])):
            found[label] = words
    return found


def missing_values(
    given: Iterable[str] | None, found: Mapping[Hashable, Mapping[str, int]]
) -> list[str] | dict[Hashable, list[str]]:
    """The option `na_values` that takes these signs for missing values; `given` is a list that holds for all columns already."""
    if given is None:
        return {label: list(words) for label, words in found.items()}
    return [*given, *dict.fromkeys(word for words in found.values() for word in words)]


def placeholder_notes(found: Mapping[Hashable, Mapping[str, int]]) -> list[str]:
    """One sentence for all columns with the same signs."""
    alike: dict[tuple[str, ...], list[Hashable]] = {}
    for label, words in found.items():
        alike.setdefault(tuple(words), []).append(label)
    return [
        _note(words, labels, sum(sum(found[label].values()) for label in labels)) for words, labels in alike.items()
    ]


def _note(words: tuple[str, ...], labels: list[Hashable], count: int) -> str:
    signs = ' and '.join(f'"{clean_text(word)}"' for word in words)
    verb = 'stands' if len(words) == 1 else 'stand'
    named = and_more([f'"{clean_text(str(label), 40)}"' for label in labels], MAX_SHOWN)
    return f'{signs} {verb} for a missing value in {named} ({count} cells); `load` reads it so.'


def _signs(column: pd.Series) -> dict[str, int]:
    if _others(column.iloc[:FIRST].dropna()) is None:
        return {}
    counts = column.dropna().value_counts()
    others = _others(pd.Series(counts.index, dtype='object'))
    words = {word: int(counts[word]) for word in others} if others else {}
    return words if 0 < sum(words.values()) <= (1 - MIN_SHARE) * int(counts.sum()) else {}


def _others(texts: pd.Series) -> list[str] | None:
    """The different signs among numbers and dates; None where other texts or too many signs stand there."""
    words: dict[str, None] = {}
    numbers = False
    for text in texts:
        if isinstance(text, (int, float)):
            numbers = True
            continue
        if not isinstance(text, str):
            return None
        word = text.strip()
        if PLACEHOLDER.fullmatch(word):
            words[text] = None
        elif is_data(word):
            numbers = True
        else:
            return None
        if len(words) > MAX_WORDS:
            return None
    return list(words) if numbers else None
