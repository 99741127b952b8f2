"""Keeps texts of a sheet such as "NA" as the values they are, where pandas would take them for missing."""

from typing import Any

import pandas as pd

from describers.tables.kept_words import kept_note, words_to_keep
from describers.tables.placement.kinds import Row
from describers.tables.placement.survey import Survey
from describers.tables.telling_cells import NULL_WORDS, OTHER_NULLS

WORDS = NULL_WORDS.union(OTHER_NULLS) - {''}


def keeping(rows: list[Row], placed: Survey, frame: pd.DataFrame) -> tuple[dict[str, Any], list[str]]:
    """Options of `pd.read_excel` and what is said of them; both empty where nothing has to be kept."""
    found: dict[int, set[str]] = {}
    for at in placed.data_rows:
        for position, cell in enumerate(rows[at][placed.placement.columns.start : placed.placement.columns.stop]):
            if isinstance(cell, str) and cell in WORDS:
                found.setdefault(position, set()).add(cell)
    if not found:
        return {}, []
    kept = words_to_keep({at: words & NULL_WORDS for at, words in found.items()}, frame)
    # A column of nothing but several such words holds words.
    kept |= {at: words for at, words in found.items() if len(words) > 1 and frame.iloc[:, at].isna().all()}
    if not kept:
        return {}, []
    used = {word for words in kept.values() for word in words}
    others = sorted({word for at, words in found.items() if at not in kept for word in words} - used)
    return {'keep_default_na': False, 'na_values': ['', *others]}, [kept_note(frame, kept)]
