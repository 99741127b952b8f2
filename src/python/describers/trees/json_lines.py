"""Parses JSON Lines and names the lines that are damaged."""

import json
from typing import Any

from describers.base.loading import run
from describers.base.problem import FileProblem
from describers.encoding.text_encoding import Encoding
from describers.trees.joined_lines import parse_at_once

MAX_BAD_LINES = 50


def parse_lines(name: str, opened: str, encoding: Encoding) -> tuple[list[Any], str, list[str]]:
    """The values, the source that gives them, and warnings. Raises FileProblem when it is not JSON Lines."""
    source = f'[json.loads(line) for line in {opened} if line.strip()]'
    if values := parse_at_once(name, encoding):
        return values, source, []
    total, bad, first_error = 0, [], ''
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            total += 1
            try:
                json.loads(line)
            except json.JSONDecodeError as error:
                bad.append(number)
                first_error = first_error or f'line {number}, column {error.colno}: {error.msg}'
    if total == 0:
        raise FileProblem('holds no values, only blank lines; check that the right file was given')
    if len(bad) > MAX_BAD_LINES or len(bad) * 2 > total:
        raise FileProblem(
            f"is not valid JSON Lines: {len(bad)} of {total} lines can't be parsed ({first_error}); "
            'write one JSON value per line'
        )
    if not bad:
        return run(source), source, []
    source = (
        f'[json.loads(line) for number, line in enumerate({opened}, 1) if line.strip() and number not in {set(bad)!r}]'
    )
    return run(source), source, [f"Lines that can't be parsed and are left out: {len(bad)} ({first_error})."]
