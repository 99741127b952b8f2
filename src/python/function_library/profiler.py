"""Looks at a function while it works, once a millisecond of processor time, and says in which of its lines it was found."""

import collections
import linecache
import signal
import time
from types import FrameType, TracebackType
from typing import Any

from function_library.manifest import Manifest

INTERVAL_MS = 1
MAX_LINES = 50
MAX_SOURCE = 200


class Watch:
    """A stop watch; `laps` are milliseconds by name."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self.last = time.perf_counter()

    def lap(self, name: str) -> None:
        """Ends a lap and begins the next."""
        now = time.perf_counter()
        self.laps[name] = (now - self.last) * 1000
        self.last = now


class Sampler:
    """A context; `lines` are then the library's own lines, the hottest first, each with what it called."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.hits = collections.Counter[tuple[str, int]]()

    def __enter__(self) -> 'Sampler':
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, INTERVAL_MS / 1000, INTERVAL_MS / 1000)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_IGN)

    def lines(self) -> list[dict[str, Any]]:
        """As the wire has them."""
        return [
            {
                'file': self.manifest.shown_name(file) or file,
                'line': line,
                'source': linecache.getline(file, line).strip()[:MAX_SOURCE],
                'milliseconds': hits * INTERVAL_MS,
                'hits': hits,
            }
            for (file, line), hits in self.hits.most_common(MAX_LINES)
        ]

    def _look(self, _number: int, frame: FrameType | None) -> None:
        while frame is not None:
            if self.manifest.shown_name(frame.f_code.co_filename) is not None:
                self.hits[frame.f_code.co_filename, frame.f_lineno] += 1
                return
            frame = frame.f_back
