"""Finds the notes below a table: sources, remarks, signatures."""

import re
from collections.abc import Sequence
from statistics import median_low

from describers.tables.placement.column_kinds import agreement
from describers.tables.placement.kinds import Kind, Row, filled, kind_of, text_of

MAX_BELOW = 60
WIDE = 4  # columns of a table in which a single text is no row of data
TOTAL_WORDS = (
    r'(?:grand |sub)?totals?|total g[eé]n[eé]ral|sum|summe|suma|somme|gesamt(?:summe)?|insgesamt|totaal|totale'
    r'|итого|всего|合计|合計|总计'
)
TOTAL = re.compile(TOTAL_WORDS, re.IGNORECASE)
NOTE = re.compile(
    r'(?:sources?|(?:foot)?notes?|n\.b\.?|remarks?|comments?|disclaimer|copyright|generated|exported|downloaded|created|printed|prepared'
    r'|approved|signed|signature|checked|last updated?|data (?:from|source)|quellen?|anmerkung(?:en)?|hinweis|stand|fuente|nota|fonte|bron'
    r'|opmerking|uwaga|źródło|注|出所|資料)\b.*|[*†‡©].*|\(?[\da-z]\)\s.*|.{8,}:',
    re.IGNORECASE | re.DOTALL,
)


def rows_below(tail: Sequence[Row], kinds: dict[int, Kind], width: int) -> int:
    """How many of the last rows are no data, blank ones among them; `tail` ends with the last row of the file or sheet."""
    usual = median_low([count for row in tail if (count := len(filled(row)))] or [0])
    last = next((at for at in reversed(range(len(tail))) if len(filled(tail[at])) > 1), -1)
    lone = any(len(filled(row)) == 1 for row in tail[1:last])
    end = len(tail)
    for at in reversed(range(max(1, len(tail) - MAX_BELOW), len(tail))):
        row = tail[at]
        if not filled(row):
            continue
        after_blank = any(not filled(each) for each in tail[max(0, at - 8) : at])
        if not _is_note(row, kinds, after_blank, usual, may_stand_alone=not lone and min(usual, width) >= WIDE):
            break
        end = at
    while 0 < end < len(tail) and not filled(tail[end - 1]):
        end -= 1
    return len(tail) - end


def _is_note(row: Row, kinds: dict[int, Kind], after_blank: bool, usual: int, may_stand_alone: bool) -> bool:
    cells = filled(row)
    text = text_of(row[cells[0]])
    if kind_of(row[cells[0]]) is not Kind.TEXT or TOTAL.fullmatch(text.strip(' :')):
        return False
    same, other = agreement(row, kinds)
    if len(cells) == 1:
        return other == 1 or after_blank or may_stand_alone or NOTE.fullmatch(text) is not None
    if NOTE.fullmatch(text):
        return other > 0 or (after_blank and (same == 0 or len(cells) * 2 <= usual))
    return after_blank and same == 0 and other > 0
