"""Tells where what a sheet shows is not what its cells hold: formulas without a result, zeros that only a format shows."""

import pandas as pd
from pandas.api import types

from describers.base.plain import clean_text
from describers.sheets.workbook_facts import SheetFacts
from describers.tables.placement.survey import Survey
from describers.tables.table_end import is_number

MAX_NAMED = 4


def stored_notes(facts: SheetFacts, placed: Survey, frame: pd.DataFrame) -> list[str]:
    """Sentences about columns of the table; none where the format of the file does not tell."""
    places = dict(zip(placed.placement.columns, range(frame.shape[1]), strict=False))
    return [*_unsaved(facts, places, frame), *_zeros(facts, places, frame)]


def _unsaved(facts: SheetFacts, places: dict[int, int], frame: pd.DataFrame) -> list[str]:
    missing = {at: count for at, count in facts.parts.unsaved.items() if at in places and _lacks(frame, places[at])}
    if missing:
        named = ', '.join(f'"{_name(frame, places[at])}" ({count})' for at, count in [*missing.items()][:MAX_NAMED])
        more = f' and {len(missing) - MAX_NAMED} more columns' if len(missing) > MAX_NAMED else ''
        way = 'open the file in a spreadsheet program and save it, or compute them'
        return [f'formulas without a saved result, which are missing values for every reader: {named}{more}; {way}.']
    if facts.formulas and not facts.parts.unsaved and len(frame) and frame.shape[1] and frame.isna().all().any():
        return ['a column is empty although the sheet has formulas; their results may never have been saved.']
    return []


def _zeros(facts: SheetFacts, places: dict[int, int], frame: pd.DataFrame) -> list[str]:
    notes = []
    dtypes = frame.dtypes
    for at, digits in facts.parts.zero_digits.items():
        if at not in places or not is_number(dtypes.iloc[places[at]]):
            continue
        column = frame.iloc[:, places[at]].dropna()
        if len(column):
            whole = '' if types.is_integer_dtype(column.dtype) else '.astype("Int64")'
            shown = str(int(column.iloc[0])).zfill(digits)
            notes.append(
                f'column "{_name(frame, places[at])}" is shown with {digits} digits, such as "{shown}"; '
                f'{whole}.astype(str).str.zfill({digits}) gives them so.'
            )
    return notes[:MAX_NAMED]


def _lacks(frame: pd.DataFrame, at: int) -> bool:
    return bool(frame.iloc[:, at].isna().any())


def _name(frame: pd.DataFrame, at: int) -> str:
    return clean_text(str(frame.columns[at]), 40)
