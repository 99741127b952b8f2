"""SQLite databases: names that are no statements, and queries that never end."""

import sqlite3
from pathlib import Path

import pytest

from describers.base.description import Description, objects_in, texts_in
from describers.base.problem import FileProblem
from describers.columnar import sqlite_table
from describers.columnar.query_deadline import Limit, time_limit
from describers.columnar.sqlite import describe
from describers.columnar.sqlite_table import quoted

ENDLESS = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n'


def database(path: Path, *statements: str) -> Description:
    connection = sqlite3.connect(path)
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    return describe(str(path), 'sqlite')


def test_a_name_stays_a_name_in_every_statement(tmp_path: Path) -> None:
    name = 'a"b; DROP TABLE c; --'
    described = database(tmp_path / 'names.db', f'CREATE TABLE {quoted(name)} (x)', 'CREATE TABLE c (y)')
    assert [table['name'] for table in objects_in(described['tables'])] == [name, 'c']
    assert texts_in(described['warnings']) == []


def test_a_table_tells_types_keys_and_what_it_refers_to(tmp_path: Path) -> None:
    (_, orders) = objects_in(
        database(
            tmp_path / 'keys.db',
            'CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
            'CREATE TABLE orders (id INTEGER PRIMARY KEY, person INTEGER NOT NULL REFERENCES people(id), note TEXT)',
            'INSERT INTO orders VALUES (1, 7, NULL)',
        )['tables']
    )
    declared = [
        (field['name'], field['type'], field['nullable'], field['primaryKey']) for field in objects_in(orders['fields'])
    ]
    assert declared == [
        ('id', 'INTEGER', False, True),
        ('person', 'INTEGER', False, False),
        ('note', 'TEXT', True, False),
    ]
    assert orders['foreignKeys'] == [{'columns': ['person'], 'references': 'people(id)'}]


def test_iso_dates_are_parsed_unless_that_would_lose_one(tmp_path: Path) -> None:
    (days,) = objects_in(
        database(
            tmp_path / 'dates.db',
            'CREATE TABLE days (day TEXT, note TEXT)',
            "INSERT INTO days VALUES ('2024-01-31', '2024-01-31'), ('2024-02-01', 'none')",
        )['tables']
    )
    assert "parse_dates=['day']" in str(days['load'])


def test_a_view_that_never_ends_is_left_out_and_the_tables_are_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_table, 'SECONDS', 0.05)
    described = database(
        tmp_path / 'endless.db', 'CREATE TABLE t (x)', f'CREATE VIEW v AS SELECT sum(i) FROM ({ENDLESS})'
    )
    assert [table['name'] for table in objects_in(described['tables'])] == ['t']
    assert texts_in(described['warnings']) == ['View "v" can\'t be read and is left out (interrupted).']


def test_a_query_is_stopped_at_the_deadline_and_the_next_one_is_not() -> None:
    connection = sqlite3.connect(':memory:')
    with pytest.raises(sqlite3.OperationalError), time_limit(connection, 0) as limit:
        connection.execute(f'SELECT count(*) FROM ({ENDLESS})')
    assert limit.is_over()
    assert connection.execute(f'SELECT count(*) FROM ({ENDLESS} LIMIT 20000)').fetchone() == (20_000,)


def test_a_limit_in_the_future_is_not_over() -> None:
    assert not Limit(3_600).is_over()


@pytest.mark.parametrize(
    ('data', 'problem'),
    [(b'SQLite format 3\0', 'is cut off within its first 100 bytes'), (b'x' * 200, "can't be opened as a database")],
)
def test_what_is_no_database_is_refused(tmp_path: Path, data: bytes, problem: str) -> None:
    (tmp_path / 'none.db').write_bytes(data)
    with pytest.raises(FileProblem, match=problem):
        describe(str(tmp_path / 'none.db'), 'sqlite')
