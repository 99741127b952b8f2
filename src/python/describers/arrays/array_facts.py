"""What a description says about an array, whatever file it stands in."""

import json
import math
from collections.abc import Iterable, Sequence

import numpy as np

from describers.base.description import Description, Json
from describers.base.memory import memory_budget
from describers.base.plain import clean_text, plain_value

MAX_EXAMINED = 8_000_000
MAX_DTYPE = 160
MAX_VALUE = 160
MAX_ATTRIBUTES = 12
EXAMPLES = 3
BUDGET = 5_000
SMALL = 6
PARTS_IN_BUDGET = 5
# What is shown as an example; other objects would show where they stand in memory.
SHOWN = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    np.number,
    np.bool_,
    np.datetime64,
    np.timedelta64,
    np.str_,
    np.bytes_,
    np.ndarray,
)


def array_facts(array: object) -> Description:
    """Range without NaN, first values and NaN count of an array that is in memory; empty where they make no sense."""
    if not isinstance(array, np.ndarray) or array.size == 0 or array.size > MAX_EXAMINED:
        return {}
    facts: Description = {}
    if array.dtype.kind in 'iuf':
        facts = _numbers(array)
    if array.dtype.kind in 'Mm':
        present = array[~np.isnat(array)]
        facts = {'min': plain_item(present.min()), 'max': plain_item(present.max())} if present.size else {}
    first = array.ravel()[:EXAMPLES]
    if array.ndim <= 1 and all(isinstance(item, SHOWN) for item in first):
        facts['examples'] = [plain_item(item) for item in first]
    return facts


def _numbers(array: np.ndarray) -> Description:
    low, high = array.min(), array.max()
    if np.isfinite(low) and np.isfinite(high):  # one NaN or infinity among the numbers would show here
        return {'min': plain_value(low), 'max': plain_value(high)}
    finite = array[np.isfinite(array)]
    facts: Description = {'min': plain_value(finite.min()), 'max': plain_value(finite.max())} if finite.size else {}
    missing = int(np.isnan(array).sum())
    return {**facts, 'nanCount': missing} if missing else facts


def plain_item(item: object) -> Json:
    """A short JSON value of one element or attribute."""
    if isinstance(item, np.ndarray) and item.size == 1:
        item = item.reshape(-1)[0]
    if isinstance(item, bytes):
        return clean_text(item[: 2 * MAX_VALUE].decode('utf-8', 'replace').rstrip('\0 '), MAX_VALUE)
    if isinstance(item, str):
        return clean_text(item, MAX_VALUE)
    if isinstance(item, np.ndarray):
        shown = ', '.join(str(plain_item(one)) for one in item.reshape(-1)[:SMALL])
        return clean_text(f'[{shown}{", …" if item.size > SMALL else ""}]', MAX_VALUE)
    if isinstance(item, (np.datetime64, np.timedelta64, complex)):
        return clean_text(str(item).removesuffix('.000000000'))
    return plain_value(item)


def attributes_of(pairs: Iterable[tuple[object, object]], skipped: Sequence[str] = ()) -> Description:
    """The first attributes of a file or dataset in plain JSON."""
    shown = [(str(key), value) for key, value in pairs if str(key) not in skipped]
    return {clean_text(key): plain_item(value) for key, value in shown[:MAX_ATTRIBUTES]}


def dtype_name(dtype: np.typing.DTypeLike) -> str:
    """The dtype as NumPy writes it; fields of a record by name."""
    kind = np.dtype(dtype)
    if kind.names is None:
        return clean_text(str(kind), MAX_DTYPE)
    return clean_text('record: ' + ', '.join(f'{name} {kind[name]}' for name in kind.names), MAX_DTYPE)


def part_of(shape: Sequence[int], item_bytes: int) -> int:
    """A number of entries of the first axis that a program can hold beside what it makes of them."""
    entry = max(1, math.prod(shape[1:]) * item_bytes)
    entries = max(1, memory_budget() // PARTS_IN_BUDGET // entry)
    unit: int = 10 ** (len(str(entries)) - 1)
    return min(shape[0], entries // unit * unit)


def bounded(datasets: list[Description], budget: int = BUDGET) -> tuple[list[Description], int]:
    """As many as fit into the budget, and the number left out."""
    kept: list[Description] = []
    for dataset in datasets:
        budget -= len(json.dumps(dataset, ensure_ascii=False).encode('utf-8', 'replace'))
        if budget < 0 and kept:
            break
        kept.append(dataset)
    return kept, len(datasets) - len(kept)
