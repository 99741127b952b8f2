"""Makes one name for each column where the header has several rows."""

from collections.abc import Sequence

from describers.tables.placement.kinds import Row, text_of

MAX_JOINED = 400
MAX_JOINED_TEXT = 12_000


def joined_names(levels: Sequence[Row], columns: range) -> list[str] | None:
    """Names such as "Q1 units", where groups stand above names; None where one of the rows has them all or no joining tells them apart."""
    if len(levels) < 2 or len(columns) > MAX_JOINED:
        return None
    texts = [_texts(row, columns) for row in levels]
    index_name = ''
    # The name of the rows, as pandas writes it below names of two levels.
    if sum(map(bool, texts[-1])) == 1 and texts[-1][0]:
        index_name = texts.pop()[0]
        texts = [row for row in texts if len(set(row[1:])) > 1]
    elif any(_is_complete(row) for row in texts):
        return None
    spread = [_spread(row, texts[at + 1 :]) for at, row in enumerate(texts)]
    names = [' '.join(dict.fromkeys(text for text in parts if text)) for parts in zip(*spread, strict=True)]
    if index_name:
        names[0] = index_name
    short = sum(map(len, names)) <= MAX_JOINED_TEXT
    return names if short and '' not in names and len(set(names)) == len(names) else None


def levels_of(levels: Sequence[Row], columns: range) -> tuple[int, Sequence[Row]]:
    """Position of the row that has the names, and the rows that say something else: the first complete one, or the lowest."""
    texts = [_texts(row, columns) for row in levels]
    named = next((at for at, row in enumerate(texts) if _is_complete(row)), len(levels) - 1)
    return named, [row for at, row in enumerate(levels) if at != named]


def _texts(row: Row, columns: range) -> list[str]:
    return [text_of(row[at]) if at < len(row) else '' for at in columns]


def _is_complete(texts: list[str]) -> bool:
    return '' not in texts and len(set(texts)) == len(texts)


def _spread(texts: list[str], below: Sequence[list[str]]) -> list[str]:
    """A group's text stands for the columns to its right as well; a text with nothing below it is the name of its own column."""
    spread, group = [], ''
    for at, text in enumerate(texts):
        if text:
            group = text if any(row[at] for row in below) else ''
        spread.append(text or (group if any(row[at] for row in below) else ''))
    return spread
