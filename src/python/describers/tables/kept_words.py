"""Keeps texts such as "NA" and "None" as the values they are, where pandas would take them for missing."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import pandas as pd
from pandas.api import types

from describers.base.and_more import and_more
from describers.base.loading import try_run
from describers.base.plain import clean_text
from describers.tables.telling_cells import NULL_WORDS, OTHER_NULLS

KEPT = frozenset(('NA', 'None'))
"""Codes and names in their own right; nobody writes "nan" or "null" for anything but a missing value."""
MAX_NAMED = 4


def words_to_keep(null_words: Mapping[int, Collection[str]], frame: pd.DataFrame) -> dict[int, set[str]]:
    """Position of a text column to its words that are values: none where one of them stands for a missing number as well."""
    found = {at: KEPT.intersection(words) for at, words in null_words.items() if at < frame.shape[1]}
    dtypes = frame.dtypes
    texts = {at for at in found if types.is_string_dtype(dtypes.iloc[at])}
    numbers = {word for at, words in found.items() if at not in texts for word in words}
    kept = {at: set(found[at] - numbers) for at in found if at in texts}
    return {at: words for at, words in kept.items() if words and frame.iloc[:, at].notna().any()}


def keeping_options(
    frame: pd.DataFrame, kept: Mapping[int, Collection[str]], load: Callable[[dict[str, Any]], str]
) -> dict[str, Any] | None:
    """Further options of `pd.read_csv`; `load` gives the expression for some. None where no options keep the numbers numbers."""
    words = {word for each in kept.values() for word in each}
    missing = [word for word in (*OTHER_NULLS, *sorted(NULL_WORDS)) if word not in words]
    for values in ([''], missing):
        options = {'keep_default_na': False, 'na_values': values}
        after = try_run(load(options))
        if after is not None and after.shape == frame.shape and _agree(frame, after, kept, missing):
            return options
    return None


def kept_note(frame: pd.DataFrame, kept: Mapping[int, Collection[str]]) -> str:
    """What is said of them."""
    words = ' and '.join(f'"{word}"' for word in sorted({word for each in kept.values() for word in each}))
    names = [f'"{clean_text(str(frame.columns[at]), 40)}"' for at in sorted(kept)]
    return f'{words} in {and_more(names, MAX_NAMED)}: kept by `load` as text, where pandas would take it for a missing value.'


def _agree(
    before: pd.DataFrame, after: pd.DataFrame, kept: Mapping[int, Collection[str]], missing: Collection[str]
) -> bool:
    for at in range(before.shape[1]):
        old, new = before.iloc[:, at], after.iloc[:, at]
        if at not in kept and (old.dtype != new.dtype or int(old.isna().sum()) != int(new.isna().sum())):
            return False
        if at in kept and new.isin([word for word in missing if word]).any():
            return False
    return True
