"""Tells a row of years, dates or numbers that are the names of columns from a row of data."""

from collections.abc import Sequence

from describers.tables.placement.kinds import Kind, Row, filled, is_data, kind_of, text_of, year_of

MIN_COUNTED = 3


def names_periods(row: Row, below: Sequence[Row]) -> bool:
    """Whether the cells that are no text are different periods, at least two or one beside texts, and none stand below them."""
    cells = filled(row)
    data = [at for at in cells if is_data(row[at])]
    if not data or len({text_of(row[at]) for at in data}) < len(data) or (len(data) == len(cells) and 0 in data):
        return False
    if all(kind_of(row[at]) is Kind.DATE for at in data):
        return len(data) > 1 and not any(
            at < len(each) and kind_of(each[at]) is Kind.DATE for each in below for at in data
        )
    if not all(year_of(row[at]) for at in data) or (len(data) == 1 and not below):
        return False
    years = sum(at < len(each) and year_of(each[at]) is not None for each in below for at in data)
    return years * 2 < len(below) * len(data) or not below


def names_counted(row: Row) -> bool:
    """Whether numbers that count up from 0 or 1 stand beside a text: no sure sign of names where a row of names stands above."""
    cells = filled(row)
    texts = [text_of(row[at]) for at in cells if is_data(row[at])]
    if not MIN_COUNTED <= len(texts) < len(cells) or texts[0] not in ('0', '1'):
        return False
    return texts == [str(int(texts[0]) + step) for step in range(len(texts))]
