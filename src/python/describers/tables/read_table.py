"""Reads a delimited file as a data frame, with the options that a good programmer would give."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

from describers.base.loading import Expression, call, run, try_run
from describers.base.problem import FileProblem
from describers.tables import number_style
from describers.tables.amounts import with_amounts
from describers.tables.census import Census, take_census
from describers.tables.codes import code_columns, only_digits
from describers.tables.cut_record import before_cut_record
from describers.tables.dates import date_formats, is_date_column
from describers.tables.dialect import Dialect
from describers.tables.kept_words import keeping_options, kept_note, words_to_keep
from describers.tables.layout import Layout
from describers.tables.placeholders import missing_values, placeholder_notes, placeholders
from describers.tables.table_end import table_end
from describers.tables.table_options import Options, expression, table_options

OWN_INDEX = 'The rows have one field more than the header; pandas takes the first as the index.'
NEVER_CLOSED = 'A quotation mark is never closed; quotes are read as ordinary characters.'
Loaded: TypeAlias = tuple[Options, pd.DataFrame]
"""How a file was read, and what that gave."""


@dataclass(frozen=True)
class Table:
    """A file as a data frame, or the beginning of one."""

    options: Options
    frame: pd.DataFrame
    census: Census
    notes: list[str]
    """Warnings about how the file had to be read."""
    step: str = ''
    """What `load` does with the table once it is read."""


def read_table(name: str, layout: Layout) -> Table:
    """The whole file; raises FileProblem when pandas can't read it in any way."""
    dialect, census = layout.dialect, take_census(name, layout)
    planned = table_options(layout, census)
    options, frame, notes = _load(name, dialect, planned)
    if 'quoting' in options and 'quoting' not in planned:
        census = take_census(name, layout, csv.QUOTE_NONE)
    if options.get('nrows') != planned.get('nrows'):
        census = take_census(name, layout, most=options['nrows'])
    (options, frame), words = _with_words(name, (options, frame), census)
    options, frame = with_texts(name, (options, frame), census.zero_columns)
    (options, frame), step, totals = _typed(name, dialect, (options, frame))
    return Table(options, frame, census, notes + words + totals, step)


def has_own_index(frame: pd.DataFrame) -> bool:
    """Whether pandas took the first field of each row for the index."""
    return not frame.index.equals(pd.RangeIndex(len(frame)))


def _load(name: str, dialect: Dialect, options: Options) -> tuple[Options, pd.DataFrame, list[str]]:
    for extra, note in _remedies(name, dialect, options):
        attempt = {**options, **extra}
        frame = try_run(expression(name, attempt))
        if frame is not None and frame.index.nlevels > 1:
            attempt['index_col'] = False  # many fields too many are damage, not an index
            frame = try_run(expression(name, attempt))
        if frame is not None:
            return attempt, frame, ([note] if note else []) + ([OWN_INDEX] if has_own_index(frame) else [])
    try:
        return options, run(expression(name, options)), []
    except Exception as error:
        reason = str(error)[:200]
        raise FileProblem(f"can't be read as a table ({reason}); check its delimiter and quotes") from error


def _remedies(name: str, dialect: Dialect, options: Options) -> Iterator[tuple[Options, str | None]]:
    """Further options, the mildest first, and what has to be said of them."""
    yield {}, None
    yield {'low_memory': False}, 'Some columns mix numbers and text.'
    rows = _rows_before_cut(name, dialect, options)
    if rows:
        yield (
            {'nrows': rows},
            'The file ends inside the quotes of its last record, as if it were cut off; `load` leaves that one out.',
        )
    yield {'quoting': csv.QUOTE_NONE}, NEVER_CLOSED


def _rows_before_cut(name: str, dialect: Dialect, options: Options) -> int:
    with open(name, 'rb') as file:
        records = before_cut_record(file.read(), dialect)
    if records is None:
        return 0
    frame = try_run(
        call('pd.read_csv', Expression('data'), **{key: value for key, value in options.items() if key != 'repairs'}),
        data=io.BytesIO(records),
    )
    return 0 if frame is None else len(frame)


def _with_words(name: str, loaded: Loaded, census: Census) -> tuple[Loaded, list[str]]:
    """Words that are values are kept, and signs for a missing value are taken for one; with what is said of both."""
    options, frame = loaded
    notes: list[str] = []
    if has_own_index(frame):
        return loaded, notes
    kept = words_to_keep(census.null_words, frame)
    extra = keeping_options(frame, kept, lambda more: expression(name, {**options, **more})) if kept else None
    if extra is not None:
        notes.append(kept_note(frame, kept))
        options = {**options, **extra}
        frame = run(expression(name, options))
    signs = placeholders(frame)
    if not signs:
        return (options, frame), notes
    values = missing_values(options.get('na_values'), signs)
    after = try_run(expression(name, {**options, 'na_values': values}))
    if after is None:
        return (options, frame), notes
    return ({**options, 'na_values': values}, after), [*notes, *placeholder_notes(signs)]


def with_texts(name: str, loaded: Loaded, zero_columns: Collection[int]) -> Loaded:
    """Options and frame with codes such as "007" as text; the same as before where there are none."""
    options, frame = loaded
    labels = [] if has_own_index(frame) else code_columns(frame, zero_columns)
    texts = try_run(expression(name, {**options, 'dtype': dict.fromkeys(labels, 'str')})) if labels else None
    kept = {} if texts is None else {label: 'str' for label in labels if only_digits(texts[label])}
    if not kept:
        return loaded
    options = {**options, 'dtype': kept}
    return options, run(expression(name, options))


def _typed(name: str, dialect: Dialect, loaded: Loaded) -> tuple[Loaded, str, list[str]]:
    """Dates and numbers, found once more without a total below the table, and the step that follows the reading."""
    options, frame = with_number_style(name, dialect, _parse_dates(name, loaded))
    step, numbers, notes = with_amounts(frame)
    end, totals = table_end(numbers)
    if end == len(frame):
        return (options, numbers), step, notes + totals
    shorter = {**loaded[0], 'nrows': end}
    cut = try_run(expression(name, shorter))
    if cut is None:
        return (options, numbers), step, notes
    options, frame = with_number_style(name, dialect, _parse_dates(name, (shorter, cut)))
    step, numbers, notes = with_amounts(frame)
    return (options, numbers), step, notes + totals


def with_number_style(name: str, dialect: Dialect, loaded: Loaded) -> Loaded:
    """Options and frame with the numbers that are written in another style; the same as before where there are none."""
    options, frame = loaded
    rows = dialect.rows[1:] if dialect.has_header else dialect.rows
    for pattern, extra in number_style.number_styles(frame, dialect.delimiter):
        attempt = {**options, **extra}
        styled = try_run(expression(name, attempt))
        if styled is not None and number_style.changes_only_numbers(frame, styled, rows, pattern):
            return attempt, styled
    return loaded


def _parse_dates(name: str, loaded: Loaded) -> Loaded:
    options, frame = loaded
    formats = date_formats(frame)
    sure = {label: found[0] for label, found in formats.items() if len(found) == 1}
    for chosen in (sure, {label: form for label, form in sure.items() if form == 'ISO8601'}):
        other = {label: form for label, form in chosen.items() if form != 'ISO8601'}
        extra = {'parse_dates': list(chosen), **({'date_format': other} if other else {})}
        parsed = try_run(expression(name, {**options, **extra})) if chosen else None
        if parsed is not None and all(is_date_column(parsed, label) for label in chosen):
            return {**options, **extra}, parsed
    return loaded
