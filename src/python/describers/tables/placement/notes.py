"""Tells what of a file or sheet is no data of its table, and what became of its header."""

from collections import Counter
from collections.abc import Mapping, Sequence

from describers.base.plain import clean_text
from describers.tables.placement.placement import Placement
from describers.tables.placement.rows_left_out import WORDS

MAX_QUOTED, MAX_LISTED = 80, 4


def placement_notes(placement: Placement, left_out: Mapping[int, str], below: Sequence[str]) -> list[str]:
    """Sentences, each about one cause; none for a table that begins with its names and fills its file."""
    found = []
    if placement.above:
        found.append(f'Lines above the table, skipped by `load`: {_quoted(placement.above)}.')
    if placement.names is not None and placement.is_divided:
        found.append('The header is not divided as the rows below it are; `load` gives the names itself.')
    elif placement.names is not None:
        example = clean_text(placement.names[-1], MAX_QUOTED)
        found.append(f'The header has several rows; `load` joins their texts, for example "{example}".')
    if placement.further:
        found.append(f'The header has further rows without names, skipped by `load`: {_quoted(placement.further)}.')
    if not placement.has_header:
        found.append('No header row was found; `load` names the columns column_1, column_2, …')
    for kind, count in Counter(left_out.values()).items():
        found.append(f'{WORDS[kind].capitalize()} inside the table, skipped by `load`: {count}.')
    if below:
        found.append(f'Lines below the table, left out by `load`: {_quoted(below)}.')
    return found


def _quoted(texts: Sequence[str]) -> str:
    """The number of the texts and the first of them."""
    listed = ', '.join(f'"{clean_text(text, MAX_QUOTED)}"' for text in texts[:MAX_LISTED])
    return f'{len(texts)} ({listed}{", …" if len(texts) > MAX_LISTED else ""})'
