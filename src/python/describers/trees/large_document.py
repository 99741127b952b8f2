"""Describes a JSON array that doesn't fit in memory: the first items in full, the others by parsing and counting them."""

import json
from itertools import islice
from typing import Any

from describers.base.description import Description
from describers.base.loading import run
from describers.encoding.open_text import open_text
from describers.encoding.text_encoding import Encoding
from describers.trees import json_shape
from describers.trees.constants import Constants
from describers.trees.item_stream import ItemStream
from describers.trees.records import describe_items

MAX_HEAD = 10_000
MAX_HEAD_TEXT = 8 << 20
MAX_DEPTH = 6
COMPARED = 100
STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
ITEMS = 'The document does not fit in memory at once: `load` gives an iterator of its items, go through it once.'
PIECES = (
    'The document does not fit in memory at once: `load` only opens it. Read it piece by piece, and take the items from the text '
    'one by one with json.JSONDecoder().raw_decode(text, position); a ValueError means that more must be read.'
)


def describe_large(name: str, encoding: Encoding) -> tuple[Description, list[str]]:
    """The shared fields of records, and warnings."""
    opened = open_text(name, encoding)
    constants = Constants()
    decoder = json.JSONDecoder(parse_constant=constants.take)
    total, depth = 0, 1
    head: list[Any] = []
    kinds: set[str] = set()
    with run(opened) as file:
        stream = ItemStream(file, decoder)
        for items in stream.batches():
            total += len(items)
            depth = max(depth, json_shape.depth(items))
            kinds |= {json_shape.kind_of(each) for each in json_shape.types_in(items)}
            if stream.dropped < MAX_HEAD_TEXT:
                head += items[: MAX_HEAD - len(head)]
    load = _items(name, encoding, head, depth) if kinds == {'object'} else None
    notes = [f'Keys are those of the first {len(head)} items.', *constants.notes()]
    return {
        'type': 'json',
        'structure': json_shape.structure(head, None) if len(kinds) == 1 else 'array of mixed values',
        **describe_items(head),
        'itemCount': total,
        'depth': depth,
        'recordPath': None,
        'load': load or opened,
    }, [PIECES if load is None else ITEMS, *notes]


def _items(name: str, encoding: Encoding, head: list[Any], depth: int) -> str | None:
    """The expression for an iterator of the objects, None where a pattern can't tell where they end."""
    if encoding.errors != 'strict' or encoding.codec not in ('utf-8', 'utf-8-sig') or depth > MAX_DEPTH:
        return None
    found = f"re.finditer(rb'{_object(depth - 1)}', np.memmap({name!r}, mode='r'))"
    load = f'(json.loads(found[0]) for found in {found})'
    first = list(islice(run(load), COMPARED))
    return load if repr(first) == repr(head[:COMPARED]) else None


def _object(levels: int) -> str:
    """A pattern for an object with at most so many levels of objects, itself included; arrays are as other text in it."""
    inner = STRING if levels < 2 else f'(?:{STRING}|{_object(levels - 1)})'
    return rf'\{{[^"{{}}]*(?:{inner}[^"{{}}]*)*\}}'
