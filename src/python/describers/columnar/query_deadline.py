"""Stops queries of SQLite that take too long."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

INSTRUCTIONS = 10_000


class Limit:
    """A point in time after which nothing more is read."""

    def __init__(self, seconds: float) -> None:
        self.deadline = time.monotonic() + seconds

    def is_over(self) -> bool:
        """True from the deadline on."""
        return time.monotonic() > self.deadline


@contextmanager
def time_limit(connection: sqlite3.Connection, seconds: float) -> Iterator[Limit]:
    """Queries inside the block fail with sqlite3.OperationalError once the time is over."""
    limit = Limit(seconds)
    connection.set_progress_handler(limit.is_over, INSTRUCTIONS)
    try:
        yield limit
    finally:
        connection.set_progress_handler(None, 0)
