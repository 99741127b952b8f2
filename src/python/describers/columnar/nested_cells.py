"""Says what lists, structs and maps in cells hold and how to make columns or rows of them."""

from collections.abc import Callable, Iterator

import pandas as pd
import pyarrow as pa

from describers.base.and_more import and_more
from describers.base.loading import literal
from describers.base.plain import clean_name, clean_text

MAX_NAMED = 3
MAX_KEYS = 8
MAX_DEPTH = 4
SAMPLE_ROWS = 1_000
MAX_TYPE = 60
MAX_NAME = 40


def nested_warnings(frame: pd.DataFrame, schema: pa.Schema) -> list[str]:
    """A sentence for each of the first columns whose cells are no single values; the frame holds its first rows."""
    names = [name for name in frame.columns if isinstance(name, str) and schema.names.count(name) == 1]
    nested = [(name, tell) for name in names if (tell := _teller(schema.field(name).type)) is not None]
    sentences = []
    for name, tell in nested[:MAX_NAMED]:
        what, how = tell(schema.field(name).type, frame[name].iloc[:SAMPLE_ROWS].dropna(), _source(name))
        sentences.append(f'Cells of "{clean_name(name)[:MAX_NAME]}" are {what}; {how}.')
    if len(nested) > MAX_NAMED:
        sentences.append(f'More columns with lists, structs or maps: {len(nested) - MAX_NAMED}.')
    return sentences


def _list(kind: pa.DataType, cells: pd.Series, source: str) -> tuple[str, str]:
    count = _count([len(cell) for cell in cells])
    inner = kind.value_type
    if pa.types.is_struct(inner):
        return (
            f'lists{count} of structs with {_keys(inner)}',
            f'pd.json_normalize(df.explode({source})[{source}].dropna()) makes rows and columns of them',
        )
    return f'lists{count} of {_type(inner)}', f'df.explode({source}) makes a row of each item'


def _struct(kind: pa.DataType, cells: pd.Series, source: str) -> tuple[str, str]:
    return (
        f'dicts with {_keys(kind)}',
        f'pd.json_normalize(df[{source}].dropna()) makes columns of them, with the same index',
    )


def _map(kind: pa.DataType, cells: pd.Series, source: str) -> tuple[str, str]:
    keys = list(dict.fromkeys(str(key) for cell in cells for key, _ in cell))
    some = f' such as {_joined(keys)}' if keys else ''
    return (
        f'lists of (key, value) pairs, {_type(kind.key_type)} to {_type(kind.item_type)}{some}',
        f'pd.DataFrame(df[{source}].dropna().map(dict).tolist()) makes a column of each key',
    )


# What the cells are and what to do with them, from their type, the first of them and the source of their name.
Tell = Callable[[pa.DataType, pd.Series, str], tuple[str, str]]
# Which cells are described, by the test of their Arrow type.
KINDS: tuple[tuple[Callable[[pa.DataType], bool], Tell], ...] = (
    (pa.types.is_map, _map),
    (pa.types.is_struct, _struct),
    (pa.types.is_list, _list),
    (pa.types.is_large_list, _list),
    (pa.types.is_fixed_size_list, _list),
)


def _teller(kind: pa.DataType) -> Tell | None:
    return next((tell for test, tell in KINDS if test(kind)), None)


def _count(lengths: list[int]) -> str:
    if not lengths:
        return ''
    least, most = min(lengths), max(lengths)
    return f' ({least if least == most else f"{least} to {most}"} items)'


def _keys(kind: pa.DataType) -> str:
    """The names that json_normalize gives, with their types."""
    leaves = list(_leaves(kind, '', 0))
    return _joined([f'{path} {_type(inner)}' for path, inner in leaves])


def _leaves(kind: pa.DataType, path: str, depth: int) -> Iterator[tuple[str, pa.DataType]]:
    for field in kind:
        inner = f'{path}.{field.name}' if path else field.name
        if pa.types.is_struct(field.type) and depth < MAX_DEPTH:
            yield from _leaves(field.type, inner, depth + 1)
        else:
            yield inner, field.type


def _joined(names: list[str]) -> str:
    return and_more([clean_text(name, MAX_NAME) for name in names], MAX_KEYS)


def _type(kind: pa.DataType) -> str:
    return clean_text(str(kind), MAX_TYPE)


def _source(name: str) -> str:
    return literal(name) if len(name) <= MAX_NAME else 'name'
