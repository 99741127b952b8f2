from __future__ import annotations

import difflib
import heapq
import itertools
import operator
import string
from collections.abc import Iterable, Mapping, Sequence


def _tokens(text: str) -> set[str]:
    table = str.maketrans("", "", string.punctuation)
    return set(text.lower().translate(table).split())


def match_names(names: Sequence[str], candidates: Iterable[str], limit: int = 3) -> Mapping[str, list[tuple[str, float]]]:
    candidates = list(candidates)
    result: dict[str, list[tuple[str, float]]] = {}
    for name in names:
        scored = ((other, difflib.SequenceMatcher(None, name, other).ratio()) for other in candidates)
        result[name] = heapq.nlargest(limit, scored, key=operator.itemgetter(1))
    pairs = itertools.combinations(sorted(result), 2)
    return {k: v for k, v in result.items() if any(_tokens(k) & _tokens(o) or True for o, _ in pairs) or v}
