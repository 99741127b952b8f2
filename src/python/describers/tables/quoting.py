"""Finds what encloses the cells of a delimited text, and how such a mark is written inside a cell."""

import re
from dataclasses import replace

from describers.tables.separation import Separation, evenness

SINGLE, DOUBLE, BACKSLASH = '\'"\\'
MIN_CELLS = 2
CLEARLY = 0.001


def first_quote(sample: str) -> str:
    """The mark in front of the first cell, where the others mostly begin and end with it; else the usual one."""
    first = sample.lstrip()[:1]
    opened = re.findall(r"(?:^|(?<=[^\w'\"]))'(?=[^\s'])", sample[: sample.find('\n') + 1])
    return (
        SINGLE if first == SINGLE and len(opened) >= MIN_CELLS and DOUBLE not in sample[: sample.find('\n')] else DOUBLE
    )


def with_quotes(sample: str, found: Separation) -> Separation:
    """Single quotation marks and escaped ones, only where they divide the lines clearly better or nothing else explains them."""
    found = _with_escape(sample, found)
    rows = found.rows(sample)
    candidates = []
    if found.quote == DOUBLE:
        candidates = _single(sample, found, rows)
        if candidates and _all_enclosed(rows, found.escape) and evenness(candidates[0].rows(sample)) >= evenness(rows):
            return candidates[0]
    if BACKSLASH + found.delimiter in sample or BACKSLASH + found.quote in sample:
        candidates.append(replace(found, escape=BACKSLASH))
    best, worth = found, evenness(rows) + CLEARLY
    for candidate in candidates:
        value = evenness(candidate.rows(sample))
        if value > worth:
            best, worth = candidate, value
    if found.quote in sample and best is found and len(found.delimiter) == 1:
        bare = replace(found, quote='').rows(sample)
        if evenness(bare) == 1 and len(bare) > len(rows):
            return replace(found, quote='')  # a mark that is never closed swallows lines, and none protects a delimiter
    return best


def _with_escape(sample: str, found: Separation) -> Separation:
    """A mark inside cells is escaped where a backslash stands before some of them and none is doubled."""
    mark, edge = re.escape(found.quote), re.escape(found.delimiter)
    escaped = re.search(rf'\\{mark}(?!\s*(?:{edge}|[\r\n]|$))', sample)
    doubled = re.search(rf'[^{edge}\s{mark}\\]{mark}{mark}[^{edge}\s{mark}]', sample)
    if not escaped and re.search(r"(?<=\w)\\'(?=\w)", sample):
        escaped = None if re.search(rf'\\(?![\\\'"]|{edge})', sample.replace('\\\\', '')) else re.search(r"\\'", sample)
    return replace(found, escape=BACKSLASH) if escaped and not doubled else found


def _single(sample: str, found: Separation, rows: list[list[str]]) -> list[Separation]:
    if not any(cell.startswith(SINGLE) for row in rows for cell in row):
        return []
    plain = replace(found, quote=SINGLE, escape='')
    return [_with_escape(sample, plain)]


def _all_enclosed(rows: list[list[str]], escape: str) -> bool:
    """Whether single quotation marks stand around all cells that begin with one: several, or one that shows why."""
    marked = [cell for row in rows for cell in row if cell.startswith(SINGLE)]
    if not all(len(cell) > 1 and cell.endswith(SINGLE) for cell in marked):
        return False
    inner = (SINGLE,) if escape else (2 * SINGLE, BACKSLASH + SINGLE)
    return len(marked) >= MIN_CELLS or any(mark in cell[1:-1] for cell in marked for mark in inner)
