"""Describes a parsed tree (JSON, JSON Lines, YAML, TOML): shape, keys, records and the table they form."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from describers.base.description import Description, Json
from describers.base.loading import literal, try_run
from describers.base.plain import clean_name, clean_text, plain_value
from describers.tables.record_frame import describe_columns, with_dates
from describers.trees import json_shape

SAMPLE_ITEMS = 3
SAMPLE_LIMIT = 300
KEY_BUDGET = 3_000


@dataclass(frozen=True)
class Parsed:
    """A file as Python values."""

    type: str
    value: Any
    source: str
    """Python source of the parsed value."""
    is_stream: bool = False
    """The value is a list of documents that stand in the file one after the other."""
    is_proven: bool = False
    """The value is certainly what the source gives."""


def describe_records(parsed: Parsed) -> Description:
    """The fields that all these formats share; `load` gives a data frame when the records form a table."""
    path = None if parsed.is_stream else json_shape.record_path(parsed.value)
    items = parsed.value if path is None else parsed.value[path]
    load, frame = _table(parsed, path, items)
    return {
        'type': parsed.type,
        'structure': json_shape.structure(parsed.value, path),
        **describe_items(items),
        'itemCount': len(items) if isinstance(items, (list, dict)) else 1,
        'depth': json_shape.depth(parsed.value),
        'recordPath': path,
        **describe_columns(frame),
        'load': load,
    }


def describe_items(items: Any) -> Description:
    """Keys and samples of some items."""
    records = [item for item in (items if isinstance(items, list) else [items]) if isinstance(item, dict)]
    keys, omitted = _bounded(*json_shape.describe_keys(records))
    chosen = items[:SAMPLE_ITEMS] if isinstance(items, list) else [items]
    return {'keys': keys, 'omittedKeys': omitted, 'sampleData': [sample_of(item) for item in chosen]}


def _table(parsed: Parsed, path: str | None, items: Any) -> tuple[str, pd.DataFrame | None]:
    """The expression and the frame of flat or nested records; the frame is None where there is no table."""
    form = _form(parsed, path, items)
    if form is None:
        return parsed.source, None
    place = '' if path is None else f'[{literal(path)}]'
    load = form(f'{parsed.source}{place}')
    frame = try_run(form(f'parsed{place}'), parsed=parsed.value) if parsed.is_proven else try_run(load)
    return (parsed.source, None) if frame is None else with_dates(load, frame)


def _form(parsed: Parsed, path: str | None, items: Any) -> Callable[[str], str] | None:
    """What makes the source of a table from that of its items, None where they are none."""
    if json_shape.is_records(items):
        if not json_shape.has_nested_records(items):
            return 'pd.DataFrame({})'.format
        if parsed.is_stream and parsed.type == 'yaml':
            return None  # documents of a stream are things of their own, not rows
        return 'pd.json_normalize({})'.format
    if not parsed.is_stream and path is None and (form := _pandas_form(items)) is not None:
        return form
    if not parsed.is_stream and json_shape.structure(parsed.value, path).startswith('object of objects'):
        return "pd.DataFrame.from_dict({}, orient='index')".format
    return 'pd.DataFrame({})'.format if _is_columns(items) else None


def _pandas_form(value: object) -> Callable[[str], str] | None:
    """For what `DataFrame.to_json` writes by columns, as it does unless told, or split."""
    if not isinstance(value, dict) or not value:
        return None
    if set(value) in ({'columns', 'data'}, {'columns', 'index', 'data'}):
        names, rows = value['columns'], value['data']
        fits = isinstance(names, list) and isinstance(rows, list) and len(set(map(str, names))) == len(names)
        if fits and rows and all(isinstance(row, list) and len(row) == len(names) for row in rows):
            return "(lambda split: pd.DataFrame(split['data'], columns=split['columns']))({})".format
        return None
    counted = {tuple(inner) for inner in value.values() if isinstance(inner, dict)}
    keys = next(iter(counted), ())
    if len(counted) != 1 or not all(isinstance(inner, dict) for inner in value.values()) or not keys:
        return None
    plain = all(not isinstance(cell, (dict, list)) for inner in value.values() for cell in inner.values())
    return (
        'pd.DataFrame({}).reset_index(drop=True)'.format
        if plain and keys == tuple(map(str, range(len(keys))))
        else None
    )


def _is_columns(value: object) -> bool:
    """An object of equally long arrays of plain values is a table by columns."""
    if not isinstance(value, dict) or not value:
        return False
    if not all(isinstance(inner, list) and inner for inner in value.values()):
        return False
    plain = all(not isinstance(item, (dict, list)) for inner in value.values() for item in inner)
    return plain and len({len(inner) for inner in value.values()}) == 1


def _bounded(keys: list[Description], omitted: int) -> tuple[list[Description], int]:
    kept, size = [], 0
    for key in keys:
        size += len(json.dumps(key, ensure_ascii=False).encode('utf-8', 'replace'))
        if size > KEY_BUDGET:
            break
        kept.append(key)
    return kept, omitted + len(keys) - len(kept)


def sample_of(item: object) -> Json:
    """One item as an object of plain values where it is small and flat, else as the beginning of its JSON."""
    if isinstance(item, dict) and not any(isinstance(value, (dict, list)) for value in item.values()):
        plain = {clean_name(key)[:64]: plain_value(value) for key, value in list(item.items())[:30]}
        if len(json.dumps(plain)) <= 2 * SAMPLE_LIMIT:
            return plain
    if isinstance(item, (dict, list)):
        return clean_text(json.dumps(item, ensure_ascii=False, default=str, skipkeys=True), SAMPLE_LIMIT)
    return plain_value(item)
