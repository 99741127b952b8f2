"""Parses JSON Lines many at a time, which takes half the time of parsing them one by one."""

import json
import math
from typing import Any

from describers.encoding.text_encoding import Encoding

BLOCK = 1 << 20
MARK = object()
CONSTANTS = {'-Infinity': MARK, 'Infinity': math.inf, 'NaN': math.nan}
DECODER = json.JSONDecoder(parse_constant=CONSTANTS.__getitem__)


def parse_at_once(name: str, encoding: Encoding) -> list[Any] | None:
    """The values that `json.loads` gives line by line, or None where they may be others."""
    values = []
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        while lines := file.readlines(BLOCK):
            parsed = parse_joined([line for line in lines if not line.isspace()])
            if parsed is None:
                return None
            values += parsed
    return values


def parse_joined(lines: list[str]) -> list[Any] | None:
    """The value of every line, None when a line may not hold exactly one.

    Between every two lines stands a constant that no line holds: when it is every second value of the outermost array,
    and that is as long as it should be, one value stands between every two of them.
    """
    text = f'[{",-Infinity,".join(lines)}]'
    if text.count('-Infinity') > max(0, len(lines) - 1):
        return None
    try:
        found: list[Any] = DECODER.decode(text)
    except (ValueError, RecursionError):
        return None
    between = found[1::2]
    if len(found) != max(0, 2 * len(lines) - 1) or between.count(MARK) != len(between):
        return None
    return found[::2]
