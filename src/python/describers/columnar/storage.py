"""What is known of a columnar file before its rows are read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from describers.base.problem import FileProblem
from describers.columnar.stated_columns import Stated

MAX_COLUMNS = 60
VARIABLE_BYTES = 8
PLAIN = (pa.types.is_integer, pa.types.is_floating, pa.types.is_string, pa.types.is_large_string, pa.types.is_timestamp)


@dataclass(frozen=True)
class Storage:
    schema: pa.Schema
    rows: int
    parts: int
    """Row groups, stripes or record batches."""
    compression: str | None
    least_bytes: int
    """Memory that the whole table needs at least."""
    load: str
    lazy_load: str
    """Opens the file and reads no rows."""
    advice: Callable[[int, bool], str]
    """How a program reads the table in parts of so many rows, or single columns where these fit into memory."""
    frames: Callable[[int], Iterator[pd.DataFrame]]
    """Gives data frames of the first columns, none with more than so many rows where the format allows it."""
    unread: list[pa.Field]
    """Fields of types that pandas has nothing for; `load` and `frames` leave them out."""
    stated: Callable[[], Mapping[str, Stated]] = dict
    """Gives nulls and ranges of columns by name, without the cost of data frames."""
    is_counted: bool = False
    """Whether `stated` looks at every row instead of believing the file."""


def taken(
    schema: pa.Schema, opens: Callable[[pa.Field], bool] = lambda field: True
) -> tuple[list[pa.Field], dict[str, list[str]]]:
    """The fields that pandas can't take, and the option that reads the others; `opens` tells of cells that no type tells of."""
    closed = [field for field in schema if not opens(field)]
    doubtful = [field for field in schema if field not in closed and not _is_plain(field.type)]
    if not closed and (not doubtful or _converts(pa.schema(doubtful))):
        return [], {}
    unread = closed + [field for field in doubtful if not _converts(pa.schema([field]))]
    if not unread:
        return [], {}
    kept = [field.name for field in schema if field not in unread]
    if not kept:
        raise FileProblem("holds only columns of types that pandas can't read; save it with plain types")
    return unread, {'columns': kept}


def first_names(schema: pa.Schema, unread: list[pa.Field]) -> list[str]:
    """Names of the columns that are described."""
    return [field.name for field in schema if field not in unread][:MAX_COLUMNS]


def least_bytes(schema: pa.Schema, rows: int) -> int:
    """What so many rows take when every text is empty."""
    return rows * sum(_width(field.type) for field in schema)


def some_columns(function: str, fit: bool) -> str:
    """Advice for a program that needs few columns."""
    return (
        f'or a few columns at once with {function}(..., columns=[...])'
        if fit
        else 'with columns=[...] for only those you need'
    )


def _is_plain(kind: pa.DataType) -> bool:
    return any(test(kind) for test in PLAIN)


def _converts(schema: pa.Schema) -> bool:
    try:
        schema.empty_table().to_pandas()
        return True
    except (pa.ArrowException, NotImplementedError, LookupError, TypeError, ValueError):
        return False


def _width(kind: pa.DataType) -> int:
    try:
        return max(1, int(kind.bit_width) // 8)
    except ValueError:
        return VARIABLE_BYTES
