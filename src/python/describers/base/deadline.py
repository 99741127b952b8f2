"""Ends work that takes too long, so that one file never uses up the time of all."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class OutOfTime(BaseException):
    """No Exception, because parsers swallow those."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises OutOfTime in the block when the time is over; a block around it keeps its own deadline."""
    begun = time.monotonic()
    outer, _ = signal.getitimer(signal.ITIMER_REAL)
    previous = signal.signal(signal.SIGALRM, _raise)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, outer or seconds))
    try:
        yield
    finally:
        left = max(0.001, outer - (time.monotonic() - begun)) if outer else 0
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, previous)
        signal.setitimer(signal.ITIMER_REAL, left)


def _raise(number: int, frame: FrameType | None) -> None:
    raise OutOfTime
