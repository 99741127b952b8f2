"""Describes SQLite databases: tables and views with columns, keys, rows and samples."""

import sqlite3
import sys
import urllib.parse

import pandas as pd

from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.problem import FileProblem
from describers.columnar.query_deadline import Limit, time_limit
from describers.columnar.sqlite_table import Reading, Relation, describe_relation

MAX_RELATIONS = 25
MAX_HEAP_BYTES = 128 << 20
MAX_CELL_BYTES = 32 << 20
BUDGET = 7_000
LEAST_BUDGET = 250
MAX_WARNINGS = 10
SECONDS = 12
CHECK_SECONDS = 2
WAL = 2
LIST = "SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY type, rowid"


def describe(name: str, file_type: str) -> Description:
    """The database is opened for reading only; each table was read by the query of its `load`."""
    with open(name, 'rb') as file:
        header = file.read(100)
    if len(header) < 100:
        raise FileProblem('is cut off within its first 100 bytes; copy it again')
    load = call('sqlite3.connect', name)
    connection = _open(name)
    try:
        relations = _relations(connection)
        tables, warnings = _describe_all(connection, relations[:MAX_RELATIONS], load)
        warnings = _damage(connection) + warnings
    finally:
        connection.close()
    if relations and not tables:
        raise FileProblem(f'holds no table that can be read; {warnings[0]}')
    run(load).close()
    if not relations:
        warnings.append('The database holds no tables.')
    return {
        'type': file_type,
        'load': load,
        'tables': tables,
        'omittedTables': len(relations) - len(tables),
        'warnings': [*_header_warnings(header), *warnings][:MAX_WARNINGS],
    }


def _address(name: str) -> str:
    return f'file:{urllib.parse.quote(name)}?mode=ro&immutable=1'


def _header_warnings(header: bytes) -> list[str]:
    if header[18] != WAL:
        return []
    return [
        (
            'The database may keep its latest changes in a separate "-wal" file, which was not given; '
            'where there is one, run PRAGMA wal_checkpoint(TRUNCATE) and give the database again.'
        )
    ]


def _open(name: str) -> sqlite3.Connection:
    connection = sqlite3.connect(_address(name), uri=True)
    for pragma in ('trusted_schema = OFF', 'query_only = ON', f'hard_heap_limit = {MAX_HEAP_BYTES}'):
        connection.execute(f'PRAGMA {pragma}')
    if sys.version_info >= (3, 11):
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_CELL_BYTES)
    try:
        connection.execute(LIST)
    except sqlite3.DatabaseError as error:
        connection.close()
        reason = str(error)[:100]
        raise FileProblem(
            f"can't be opened as a database ({reason}); it is damaged or encrypted, export it again"
        ) from error
    return connection


def _relations(connection: sqlite3.Connection) -> list[Relation]:
    """Every table and view, the tables first; what SQLite keeps for itself is left out."""
    shadows = {row[1] for row in connection.execute('PRAGMA table_list') if row[2] == 'shadow'}
    found = [Relation(name, kind) for name, kind in connection.execute(LIST) if isinstance(name, str)]
    return [each for each in found if not each.name.startswith('sqlite_') and each.name not in shadows]


def _describe_all(
    connection: sqlite3.Connection, relations: list[Relation], load: str
) -> tuple[list[Description], list[str]]:
    tables: list[Description] = []
    warnings: list[str] = []
    budget = max(LEAST_BUDGET, BUDGET // max(1, len(relations)))
    limit = Limit(SECONDS)
    for at, relation in enumerate(relations):
        if limit.is_over():
            warnings.append(f'Tables and views not looked at, because the others took too long: {len(relations) - at}.')
            break
        try:
            table, notes = describe_relation(connection, relation, Reading(load, budget))
        except (sqlite3.Error, pd.errors.DatabaseError, MemoryError, OverflowError) as error:
            reason = str(error.__cause__ or error)[:100] or 'it needs too much memory'
            warnings.append(f"{relation.title()} can't be read and is left out ({reason}).")
            continue
        tables.append(table)
        warnings.extend(notes)
    return tables, warnings


def _damage(connection: sqlite3.Connection) -> list[str]:
    """What SQLite's own check finds first; a database too large to be checked in time counts as whole."""
    try:
        with time_limit(connection, CHECK_SECONDS):
            answer = connection.execute('PRAGMA quick_check(1)').fetchone()[0]
    except sqlite3.Error:
        return []
    reason = ' '.join(str(answer).split())[:120]
    return [] if answer == 'ok' else [f'The database is damaged ({reason}); rows may be missing or wrong.']
