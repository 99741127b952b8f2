"""The limits that are the same for every program; the supervisor reads the same table, for its sentences and its checks."""

import json
import os
from dataclasses import dataclass

from isolation import records


@dataclass(frozen=True)
class FixedLimits:
    """What a program may have at once, what its folder holds before its own limit is known, and how much is said of it."""

    open_files: int
    threads: int
    entries: int
    scratch_mib: int
    birth_mib: int
    message_characters: int
    detail_characters: int


def _read() -> FixedLimits:
    with open(os.path.join(os.path.dirname(__file__), 'fixed_limits.json'), encoding='utf-8') as file:
        return records.parse(FixedLimits, json.load(file))


TABLE = _read()
