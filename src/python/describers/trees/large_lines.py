"""Describes JSON Lines that don't fit in memory: the first ones in full, the rest by counting."""

import json
from collections.abc import Iterator
from typing import Any, TextIO

import pandas as pd

from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.memory import run_memory
from describers.base.problem import FileProblem
from describers.encoding.open_text import open_text
from describers.encoding.text_encoding import Encoding
from describers.tables.record_frame import describe_columns
from describers.trees import json_shape
from describers.trees.joined_lines import parse_joined
from describers.trees.records import describe_items

LINES_SHARE = 16  # parsed values take up to ten times their bytes in the file
MAX_PARSED = 128 << 20
CHUNK_ROWS = 10_000
BLOCK = 1 << 20
MAX_LINE = 16 << 20
CHUNKS = 'The file may not fit in memory at once: `load` gives an iterator of data frames.'
ITEMS = 'The file may not fit in memory at once: `load` gives an iterator of values, go through it once.'


def whole_lines_bytes() -> int:
    """Up to this size JSON Lines are parsed at once."""
    return run_memory() // LINES_SHARE


def describe_large(name: str, encoding: Encoding) -> tuple[Description, list[str]]:
    """The shared fields of records, and warnings."""
    head, total, bad = _read(name, encoding)
    notes = []
    if bad:
        notes.append(f"Lines that can't be parsed: {len(bad)}, such as line {bad[0]}; catch json.JSONDecodeError.")
    load, frame = (None, None) if bad else _frames(name, encoding, head)
    if load is None:
        load = f'map(json.loads, {open_text(name, encoding)})'
        run(load)
    notes.append(ITEMS if frame is None else CHUNKS)
    notes.append(f'Keys, depth and columns are those of the first {len(head)} values.')
    return {
        'type': 'jsonl',
        'structure': json_shape.structure(head, None),
        **describe_items(head),
        'itemCount': total,
        'depth': json_shape.depth(head),
        'recordPath': None,
        **describe_columns(frame, is_whole=False),
        'load': load,
    }, notes


def _read(name: str, encoding: Encoding) -> tuple[list[Any], int, list[int]]:
    """The first values, how many lines hold one, and the numbers of those that can't be parsed."""
    total, number, left = 0, 0, MAX_PARSED
    head: list[Any] = []
    bad: list[int] = []
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        for lines in _blocks(file):
            present = list(filter(str.strip, lines))
            room, left = left, left - sum(map(len, lines)) - len(lines)
            values = parse_joined(present) if left >= 0 else None
            if values is None and room >= 0:
                values, damaged = _one_by_one(lines, number, room)
                bad += damaged
            head += (values or [])[: CHUNK_ROWS - len(head)]
            total += len(present)
            number += len(lines)
    if not head or 2 * len(bad) > total:
        raise FileProblem(f"is not valid JSON Lines: {len(bad)} of {total} lines can't be parsed; export it again")
    return head, total, bad


def _blocks(file: TextIO) -> Iterator[list[str]]:
    """Lists of lines without their ends. Raises FileProblem before a line fills the memory."""
    rest = ''
    while block := file.read(BLOCK):
        *lines, rest = (rest + block).split('\n')
        if max(map(len, lines), default=0) >= MAX_LINE or len(rest) >= MAX_LINE:
            raise FileProblem(f'has a line of more than {MAX_LINE >> 20} MiB; write one JSON value per line')
        yield lines
    if rest:
        yield [rest]


def _one_by_one(lines: list[str], before: int, room: int) -> tuple[list[Any], list[int]]:
    """The values of the lines that have room, and the numbers of those that can't be parsed."""
    values, bad = [], []
    for number, line in enumerate(lines, before + 1):
        room -= len(line) + 1
        if room < 0:
            break
        try:
            values += [json.loads(line)] if line.strip() else []
        except json.JSONDecodeError:
            bad.append(number)
    return values, bad


def _frames(name: str, encoding: Encoding, head: list[Any]) -> tuple[str | None, pd.DataFrame | None]:
    """The expression that reads in chunks, and the first chunk; None twice where the values are no flat records."""
    flat = json_shape.is_records(head) and not any(isinstance(each, dict) for item in head for each in item.values())
    if not flat or encoding.errors != 'strict':
        return None, None
    options = {'lines': True, 'chunksize': CHUNK_ROWS, 'encoding': encoding.codec}
    load = call('pd.read_json', name, **options, dtype=False, convert_dates=False)
    try:
        with run(load) as chunks:
            return load, next(iter(chunks))
    except ValueError:
        return None, None
