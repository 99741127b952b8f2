import gzip
import logging
from collections import Counter, defaultdict
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Iterator, NamedTuple

log = logging.getLogger("summarize")
log.addHandler(logging.NullHandler())


class Entry(NamedTuple):
    level: str
    message: str


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else Path.open
    with opener(path, "rt") as file:
        yield from file


def _parse(line: str) -> Entry | None:
    match line.split(" ", 2):
        case [_, level, message]:
            return Entry(level.strip("[]"), message.strip())
        case _:
            return None


def summarize_logs(path: Path, top: int = 5) -> dict:
    levels: Counter[str] = Counter()
    messages: defaultdict[str, list[str]] = defaultdict(list)
    for line in _lines(path):
        if (entry := _parse(line)) is not None:
            levels[entry.level] += 1
            messages[entry.level].append(entry.message)
    return {"levels": dict(levels), "examples": {k: v[:top] for k, v in messages.items()}, "handler": RotatingFileHandler.__name__}
