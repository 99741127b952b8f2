"""Reads single columns of a delimited file as text, to see what pandas made of their cells."""

from collections.abc import Iterable

import pandas as pd
from pandas.api import types

from describers.base.loading import run
from describers.tables.codes import is_whole
from describers.tables.table_options import Options, expression
from describers.tables.telling_cells import NULL_WORDS, OTHER_NULLS

LAYOUT_OPTIONS = (
    'sep',
    'repairs',
    'quotechar',
    'escapechar',
    'encoding',
    'skiprows',
    'header',
    'names',
    'index_col',
    'nrows',
)
CODE = r'\s*0\d+\s*'


def holds_codes(
    name: str, options: Options, frame: pd.DataFrame, zeros: frozenset[int], chunk_rows: int | None = None
) -> bool:
    """Whether a column of whole numbers has a cell such as "007"; `zeros` are the positions of columns that may."""
    whole = [at for at in sorted(zeros) if is_whole(frame.iloc[:, at])]
    parts = _texts(name, options, whole, chunk_rows)
    return any(part.iloc[:, at].str.fullmatch(CODE).any() for part in parts for at in range(len(whole)))


def null_words(name: str, options: Options, frame: pd.DataFrame, chunk_rows: int | None = None) -> dict[int, set[str]]:
    """Position of a text column to the words met there that pandas takes for a missing value, though they may be one."""
    columns = [at for at, dtype in enumerate(frame.dtypes) if types.is_string_dtype(dtype)]
    if chunk_rows is None:
        columns = [at for at in columns if frame.iloc[:, at].hasnans]
    found: dict[int, set[str]] = {}
    for part in _texts(name, options, columns, chunk_rows):
        for at, position in enumerate(columns):
            if words := NULL_WORDS.intersection(part.iloc[:, at].unique()):
                found.setdefault(position, set()).update(words)
    return found


def _texts(name: str, options: Options, positions: list[int], chunk_rows: int | None) -> Iterable[pd.DataFrame]:
    """These columns as text, all rows at once or so many at a time."""
    layout = {key: value for key, value in options.items() if key in LAYOUT_OPTIONS}
    columns = options.get('usecols')
    texts = {
        'usecols': positions if columns is None else [columns[at] for at in positions],
        'dtype': 'str',
        'keep_default_na': False,
        'na_values': list(OTHER_NULLS),
    }
    if not positions:
        return []
    if chunk_rows is None:
        return [run(expression(name, {**layout, **texts}))]
    chunks: Iterable[pd.DataFrame] = run(expression(name, {**layout, **texts, 'chunksize': chunk_rows}))
    return chunks
