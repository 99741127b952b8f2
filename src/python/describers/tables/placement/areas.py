"""Finds the tables in a grid of cells that stand below or beside each other."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from describers.tables.placement.column_kinds import agreement
from describers.tables.placement.kinds import (
    Row,
    filled,
    is_blank,
    is_blank_row,
    is_comment,
    is_data,
    row_text,
    text_of,
)
from describers.tables.placement.placement import Placement, place
from describers.tables.placement.survey import names_of

MAX_TABLES = 20
MIN_ROWS = 2  # a header and a row of data
MAX_EXAMINED = 5_000  # rows
MAX_TRIES = 200
MAX_TITLES = 4
HEAD = 40  # rows by which another table is told
NEAR = 3  # rows that show how wide a table is
SURE = 3  # texts in columns of numbers
PAGE = re.compile(r'(?:page|seite|p[aá]gina)\b', re.IGNORECASE)


class Area(NamedTuple):
    """A part of a grid that holds one table with what stands above and below it."""

    rows: range
    columns: range


def areas_in(rows: Sequence[Row]) -> list[Area]:
    """In reading order; the whole grid where nothing tells clearly that it holds more than one table."""
    width = max(map(len, rows), default=0)
    whole = Area(range(len(rows)), range(width))
    found = [side for part in rows_below_each_other(rows) for side in _beside_each_other(rows, part, width)]
    return found if 1 < len(found) <= MAX_TABLES else [whole]


def rows_below_each_other(rows: Sequence[Row]) -> list[range]:
    """The rows of each table, in order; all rows where nothing tells clearly that there are several."""
    found = list(_below_each_other(rows)) if len(rows) <= MAX_EXAMINED else []
    return found if 1 < len(found) <= MAX_TABLES else [range(len(rows))]


def cells_of(rows: Sequence[Row], area: Area) -> list[Row]:
    """The cells of the area, as a grid of its own."""
    return [rows[at][area.columns.start : area.columns.stop] for at in area.rows]


def _below_each_other(rows: Sequence[Row]) -> Iterator[range]:
    start, top = 0, place(rows[: _end_of_block(rows)])
    names, tries = names_of(rows, top), MAX_TRIES
    title = _title_above(rows, top.header or 0)
    at = top.first + 1
    while at < len(rows) and tries:
        if not (_contradicts(rows, at, top, names) or _is_titled_anew(rows, at, names, title)):
            at += 1
            continue
        tries -= 1
        own = place(rows[at : at + HEAD])
        if (
            own.header != 0
            or not own.kinds
            or not _holds(rows[at + own.first : at + HEAD], own)
            or _is_damaged(rows, at)
        ):
            at += 1
            continue
        begin, title = at, _title_above(rows, at)
        while begin - 1 > top.first and len(filled(rows[begin - 1])) <= 1 and at - begin < MAX_TITLES:
            begin -= 1
        yield range(start, begin)
        start, names, top = begin, names_of(rows[at:], own), replace(own, first=at + own.first)
        at = top.first + 1
    yield range(start, len(rows))


def _end_of_block(rows: Sequence[Row]) -> int:
    """Of the first rows between blank ones that may be a table of their own."""
    wide = 0
    for at, row in enumerate(rows):
        wide += len(filled(row)) > 1
        if wide > MIN_ROWS and not filled(row):
            return at
    return len(rows)


def _contradicts(rows: Sequence[Row], at: int, top: Placement, names: list[str]) -> bool:
    """Whether the row holds nothing but texts that are no data of the table above and not its names again."""
    row, above = rows[at], rows[at - 1]
    cells = filled(row)
    if len(cells) < 2 or is_comment(row) or any(is_data(row[each]) for each in cells):
        return False
    same, other = agreement(row, top.kinds)
    if same or [text_of(cell) for cell in row][: len(names)] == names[: len(row)]:
        return False
    if len(filled(above)) < 2:
        return other > 0 or (not top.kinds and _span(row) != top.columns)
    return other >= SURE or (other == len(top.kinds) > 1 and _span(row) != top.columns)


def _is_titled_anew(rows: Sequence[Row], at: int, names: list[str], title: str) -> bool:
    """Whether the names are repeated below another title than the first time, as for each week or branch; pages are no tables."""
    own = (
        _title_above(rows, at)
        if title and names and [text_of(cell) for cell in rows[at]][: len(names)] == names
        else ''
    )
    return own not in ('', title) and PAGE.match(own) is None


def _title_above(rows: Sequence[Row], at: int) -> str:
    """The text that stands alone in the row above; empty where there is none."""
    above = rows[at - 1] if at else []
    return row_text(above) if len(filled(above)) == 1 and not is_comment(above) else ''


def _is_damaged(rows: Sequence[Row], at: int) -> bool:
    """Whether the table goes on below the row as it was above it, while the row alone has another number of cells."""
    around = Counter(map(len, [*rows[max(0, at - NEAR) : at], *rows[at + 1 : at + 1 + NEAR]]))
    width, count = around.most_common(1)[0]
    return len(rows[at]) != width and count == around.total() and len(rows[at - 1]) > 1


def _holds(rows: Sequence[Row], placement: Placement) -> bool:
    """Whether a row agrees with the columns of numbers and dates."""
    agreed = (agreement(row, placement.kinds) for row in rows)
    return any(same > 0 and other == 0 for same, other in agreed)


def _span(row: Row) -> range:
    cells = filled(row)
    return range(cells[0], cells[-1] + 1) if cells else range(0)


def _beside_each_other(rows: Sequence[Row], part: range, width: int) -> list[Area]:
    """Parts between columns in which nothing stands, where they differ in their extent or repeat their names."""
    used = _used_columns(rows, part, width)
    whole = Area(part, range(width))
    groups: list[range] = []
    for at in used:
        if groups and at == groups[-1].stop:
            groups[-1] = range(groups[-1].start, at + 1)
        else:
            groups.append(range(at, at + 1))
    if len(groups) < 2 or any(len(group) < 2 for group in groups):
        return [whole]
    areas = [Area(part, group) for group in groups]
    placed = [place(cells_of(rows, area)) for area in areas]
    if not all(each.header is not None for each in placed):
        return [whole]
    names = [names_of(cells_of(rows, area), each) for area, each in zip(areas, placed, strict=True)]
    extents = {(each.header, _last(cells_of(rows, area))) for area, each in zip(areas, placed, strict=True)}
    repeated = any(set(first) & set(second) - {''} for first, second in pairwise(names))
    return areas if len(extents) > 1 or repeated else [whole]


def _used_columns(rows: Sequence[Row], part: range, width: int) -> list[int]:
    """Columns in which anything stands; no cell of a column is looked at that is known to be one."""
    unused = [*range(width)]
    for at in part:
        if not unused:
            break
        row = rows[at]
        if any(each < len(row) and not is_blank(row[each]) for each in unused):
            unused = [each for each in unused if each >= len(row) or is_blank(row[each])]
    return sorted({*range(width)}.difference(unused))


def _last(rows: Sequence[Row]) -> int:
    return next((at for at in reversed(range(len(rows))) if not is_blank_row(rows[at])), 0)
