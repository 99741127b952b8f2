"""Describes one table or view of a SQLite database."""

import sqlite3
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandas.api import types

from describers.base.description import Description, Json, objects_in
from describers.base.loading import Expression, call, run
from describers.base.plain import clean_name, clean_text
from describers.columnar.binary_cells import without_bytes
from describers.columnar.query_deadline import time_limit
from describers.tables.dates import date_formats
from describers.tables.object_cells import object_warnings
from describers.tables.table import describe_table, without_values

MAX_CELLS = 1_000_000
LIMITED_ROWS = 10_000
SECONDS = 2
HIDDEN = 1
MAX_TYPE = 60
SMALL_BUDGET = 700
MAX_KEYS = 10
MAX_TITLE = 40


@dataclass(frozen=True)
class Relation:
    """A table or a view."""

    name: str
    kind: str

    def title(self) -> str:
        """What a note calls it."""
        return f'{self.kind.capitalize()} "{clean_name(self.name)[:MAX_TITLE]}"'


@dataclass(frozen=True)
class Reading:
    connect: str
    """The source that opens the database."""
    budget: int
    """Bytes of one description."""


def describe_relation(
    connection: sqlite3.Connection, relation: Relation, reading: Reading
) -> tuple[Description, list[str]]:
    """The description and notes.

    The rows are read once, where a query that never ends can be stopped; `load` then proves itself on the first of them.
    """
    name = relation.name
    with time_limit(connection, SECONDS):
        columns = [row for row in connection.execute(f'PRAGMA table_xinfo({quoted(name)})') if row[6] != HIDDEN]
    rows = _count(connection, name)
    query = f'SELECT * FROM {quoted(name)}'  # noqa: S608 - quoted
    is_whole = rows is not None and rows * max(1, len(columns)) <= MAX_CELLS
    limited = query if is_whole else f'{query} LIMIT {LIMITED_ROWS}'
    with time_limit(connection, SECONDS):
        frame = pd.read_sql_query(limited, connection)
    run(call('pd.read_sql_query', f'{query} LIMIT 1', Expression(reading.connect)))
    load, frame = _load(limited, reading.connect, frame)
    table = describe_table(without_bytes(frame), reading.budget)
    table = table if is_whole else without_values(table)
    declared: dict[Json, tuple[Any, ...]] = {clean_name(row[1]): row for row in columns}
    notes = [] if is_whole else [_large(rows, len(frame))]
    described: Description = {
        'name': clean_name(name),
        'kind': relation.kind,
        'load': load,
        'rowCount': rows,
        'fields': [_field(column, declared.get(column['name'])) for column in objects_in(table['columns'])],
        'omittedFields': table['omittedColumns'],
        'foreignKeys': _foreign_keys(connection, name),
        'sampleData': objects_in(table['sampleData'])[: 1 if reading.budget < SMALL_BUDGET else None],
    }
    return described, [f'{relation.title()}: {note}' for note in notes + object_warnings(frame)]


def quoted(name: str) -> str:
    """An SQL identifier that stands for exactly this name."""
    return '"' + name.replace('"', '""') + '"'


def _count(connection: sqlite3.Connection, name: str) -> int | None:
    """Rows, or None when counting takes too long: a view may compute for ever."""
    with time_limit(connection, SECONDS) as limit:
        try:
            return int(connection.execute(f'SELECT count(*) FROM {quoted(name)}').fetchone()[0])  # noqa: S608 - quoted
        except sqlite3.OperationalError:
            if limit.is_over():
                return None
            raise


def _load(query: str, connect: str, frame: pd.DataFrame) -> tuple[str, pd.DataFrame]:
    """Dates are text in SQLite; ISO dates are parsed, except where pandas would drop some of them as no dates."""
    arguments = (query, Expression(connect))
    texts = [label for label, formats in date_formats(frame).items() if formats == ['ISO8601']]
    parsed = {label: pd.to_datetime(frame[label], errors='coerce') for label in texts}
    dates = {label: column for label, column in parsed.items() if _are_dates(column, frame[label])}
    options = {'parse_dates': list(dates)} if dates else {}
    return call('pd.read_sql_query', *arguments, **options), frame.assign(**dates)


def _are_dates(parsed: pd.Series, texts: pd.Series) -> bool:
    return bool(types.is_datetime64_any_dtype(parsed.dtype) and parsed.count() == texts.count())


def _field(column: Description, declared: tuple[Any, ...] | None) -> Description:
    """What pandas sees, and what the table declares: (position, name, type, not null, default, key, hidden)."""
    kind, required, key = (declared[2], declared[3], declared[5]) if declared else ('', 0, 0)
    return {**column, 'type': clean_text(kind, MAX_TYPE), 'nullable': not required and not key, 'primaryKey': bool(key)}


def _foreign_keys(connection: sqlite3.Connection, name: str) -> list[Description]:
    keys: dict[int, tuple[str, list[tuple[str, str | None]]]] = {}
    for number, _, table, column, target, *_ in connection.execute(f'PRAGMA foreign_key_list({quoted(name)})'):
        keys.setdefault(number, (table, []))[1].append((column, target))
    return [
        {
            'columns': [clean_name(column) for column, _ in pairs],
            'references': f'{clean_name(table)}({", ".join(clean_name(target) for _, target in pairs if target)})',
        }
        for table, pairs in list(keys.values())[:MAX_KEYS]
    ]


def _large(rows: int | None, described: int) -> str:
    counted = 'its rows could not be counted in time' if rows is None else f'it has {rows:,} rows'
    return (
        f'{counted}, so `load` reads {described:,} and null counts, ranges and dtypes are theirs; '
        'aggregate in SQL or read with chunksize.'
    )
