"""Tells of which columns of a grid most cells hold numbers or dates: they show where the data begins and ends."""

from collections import Counter
from collections.abc import Sequence

from describers.tables.placement.kinds import Kind, Row, filled, is_comment, kind_of

ABOVE_SHARE = 3  # a third of the rows may stand above the data
MIN_SHARE = 0.7
EXAMINED = 200
FEW = 12
TYPED = (Kind.NUMBER, Kind.DATE)


def column_kinds(rows: Sequence[Row]) -> dict[int, Kind]:
    """Position to kind of the columns of numbers and those of dates, judged by the rows below the first third and above a last blank row."""
    rows = [row for row in rows[:EXAMINED] if not is_comment(row)]
    body = rows[len(rows) // ABOVE_SHARE :]
    end = next((at for at in reversed(range(len(body))) if not filled(body[at])), 0)
    body = body[:end] if end * 2 >= len(body) else body
    # Of few rows most may be titles and names; the last ones are data even then.
    last = _kinds(rows[-max(1, len(rows) // ABOVE_SHARE) :], least=1) if len(rows) <= FEW else {}
    return last | _kinds(body, least=2)


def agreement(row: Row, kinds: dict[int, Kind]) -> tuple[int, int]:
    """How many cells of the row are of their column's kind, and how many hold text or the other kind."""
    found = [(kind, kind_of(row[at])) for at, kind in kinds.items() if at < len(row)]
    return (
        sum(kind is cell for kind, cell in found),
        sum(cell not in (kind, Kind.EMPTY) for kind, cell in found),
    )


def _kinds(rows: Sequence[Row], least: int) -> dict[int, Kind]:
    counts: dict[int, Counter[Kind]] = {}
    for row in rows:
        for at, cell in enumerate(row):
            counts.setdefault(at, Counter())[kind_of(cell)] += 1
    return {at: kind for at, count in counts.items() if (kind := _usual(count, least)) is not None}


def _usual(count: Counter[Kind], least: int) -> Kind | None:
    present = sum(count.values()) - count[Kind.EMPTY]
    for kind in TYPED:
        if count[kind] >= least and count[kind] >= MIN_SHARE * present:
            return kind
    return None
