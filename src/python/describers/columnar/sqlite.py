"""Describes SQLite databases: tables and views with columns, keys, rows and samples."""

import sqlite3
import urllib.parse

import pandas as pd

from describers.base.loading import call, run
from describers.base.plain import clean_name
from describers.base.problem import FileProblem
from describers.columnar.query_deadline import Limit, time_limit
from describers.columnar.sqlite_table import describe_relation

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


def describe(name, file_type):
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


def _address(name):
    return f'file:{urllib.parse.quote(name)}?mode=ro&immutable=1'


def _header_warnings(header):
    if header[18] != WAL:
        return []
    return [
        'The database may keep its latest changes in a separate "-wal" file, which was not given; '
        'where there is one, run PRAGMA wal_checkpoint(TRUNCATE) and give the database again.'
    ]


def _open(name):
    connection = sqlite3.connect(_address(name), uri=True)
    for pragma in ('trusted_schema = OFF', 'query_only = ON', f'hard_heap_limit = {MAX_HEAP_BYTES}'):
        connection.execute(f'PRAGMA {pragma}')
    if hasattr(connection, 'setlimit'):
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


def _relations(connection):
    """Name and kind of every table and view, the tables first; what SQLite keeps for itself is left out."""
    shadows = {row[1] for row in connection.execute('PRAGMA table_list') if row[2] == 'shadow'}
    found = [(name, kind) for name, kind in connection.execute(LIST) if isinstance(name, str)]
    return [(name, kind) for name, kind in found if not name.startswith('sqlite_') and name not in shadows]


def _describe_all(connection, relations, load):
    tables, warnings = [], []
    budget = max(LEAST_BUDGET, BUDGET // max(1, len(relations)))
    limit = Limit(SECONDS)
    for at, (name, kind) in enumerate(relations):
        if limit.is_over():
            warnings.append(f'Tables and views not looked at, because the others took too long: {len(relations) - at}.')
            break
        try:
            table, notes = describe_relation(connection, (name, kind), {'connect': load, 'budget': budget})
        except (sqlite3.Error, pd.errors.DatabaseError, MemoryError, OverflowError) as error:
            reason = str(error.__cause__ or error)[:100] or 'it needs too much memory'
            warnings.append(f'{kind.capitalize()} "{clean_name(name)[:40]}" can\'t be read and is left out ({reason}).')
            continue
        tables.append(table)
        warnings.extend(notes)
    return tables, warnings


def _damage(connection):
    """What SQLite's own check finds first; a database too large to be checked in time counts as whole."""
    try:
        with time_limit(connection, CHECK_SECONDS):
            answer = connection.execute('PRAGMA quick_check(1)').fetchone()[0]
    except sqlite3.Error:
        return []
    reason = ' '.join(str(answer).split())[:120]
    return [] if answer == 'ok' else [f'The database is damaged ({reason}); rows may be missing or wrong.']
