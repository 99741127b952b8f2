"""Stops queries of SQLite that take too long."""

import time
from contextlib import contextmanager

INSTRUCTIONS = 10_000


class Limit:
    """A point in time after which nothing more is read."""

    def __init__(self, seconds):
        self.deadline = time.monotonic() + seconds

    def is_over(self):
        """True from the deadline on."""
        return time.monotonic() > self.deadline


@contextmanager
def time_limit(connection, seconds):
    """Queries inside the block fail with sqlite3.OperationalError once the time is over."""
    limit = Limit(seconds)
    connection.set_progress_handler(limit.is_over, INSTRUCTIONS)
    try:
        yield limit
    finally:
        connection.set_progress_handler(None, 0)
