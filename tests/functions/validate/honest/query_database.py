import sqlite3
from contextlib import closing, suppress
from pathlib import Path


def query_database(database: Path, minimum: int, limit: int = 10) -> list[dict]:
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        cursor = connection.execute("SELECT name, total FROM sales WHERE total >= ? ORDER BY total DESC LIMIT ?", (minimum, limit))
        rows = [dict(row) for row in cursor.fetchall()]
    with suppress(FileNotFoundError):
        database.with_suffix(".lock").unlink()
    return rows
