"""Describes .json and .jsonl files: shape, keys, records and the table they form."""

import json
import math
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from describers import json_shape
from describers.dates import date_formats
from describers.json_lines import parse_lines
from describers.loading import call, literal, open_text, try_run
from describers.plain import clean_text, plain_value
from describers.problem import FileProblem
from describers.table import describe_table
from describers.text_encoding import detect_encoding

SAMPLE_ITEMS = 3
SAMPLE_LIMIT = 300
KEY_BUDGET = 3_000
COLUMN_BUDGET = 3_500


class Parsed(NamedTuple):
    type: str
    value: object
    source: str
    """Python source of the parsed value."""
    warnings: list


def describe(name, file_type):
    """`load` gives a data frame when the records form a table, else the parsed value."""
    encoding = detect_encoding(Path(name).read_bytes())
    parsed = _parse(name, encoding, file_type)
    path = json_shape.record_path(parsed.value) if parsed.type == 'json' else None
    items = parsed.value if path is None else parsed.value[path]
    records = items if json_shape.is_records(items) else [items] if isinstance(items, dict) else []
    keys, omitted = _bounded(*json_shape.describe_keys(records))
    load, frame = _table(parsed, path, items)
    return {
        'type': parsed.type,
        'encoding': encoding.codec,
        'encodingConfidence': encoding.confidence,
        'structure': json_shape.structure(parsed.value, path),
        'keys': keys,
        'omittedKeys': omitted,
        'itemCount': len(items) if isinstance(items, (list, dict)) else 1,
        'depth': json_shape.depth(parsed.value),
        'recordPath': path,
        **({} if frame is None else {'columns': describe_table(frame, COLUMN_BUDGET)['columns']}),
        'sampleData': _samples(items),
        'load': load,
        'warnings': encoding.warnings() + parsed.warnings,
    }


def _parse(name, encoding, file_type):
    opened = open_text(name, encoding)
    if file_type == 'jsonl':
        value, source, warnings = parse_lines(name, opened, encoding)
        return Parsed('jsonl', value, source, warnings)
    found = set()
    with open(name, encoding=encoding.codec, errors=encoding.errors) as file:
        text = file.read()
    try:
        value = json.loads(text, parse_constant=lambda word: found.add(word) or math.nan)
    except json.JSONDecodeError as error:
        if error.msg == 'Extra data' and text.lstrip()[:1] in '{[':
            value, source, warnings = parse_lines(name, opened, encoding)
            return Parsed('jsonl', value, source, ['The file holds one JSON value per line (JSON Lines).', *warnings])
        place = f'line {error.lineno}, column {error.colno}'
        raise FileProblem(f'is not valid JSON ({error.msg} at {place}); correct it there or export it again') from error
    words = f'The file holds {", ".join(sorted(found))}, which is not standard JSON.'
    return Parsed('json', value, f'json.load({opened})', [words] if found else [])


def _table(parsed, path, items):
    """The expression and the frame of flat or nested records; the frame is None where there is no table."""
    source = parsed.source if path is None else f'{parsed.source}[{literal(path)}]'
    if json_shape.is_records(items):
        nested = any(isinstance(value, dict) and value for item in items for value in item.values())
        load = f'pd.json_normalize({source})' if nested else f'pd.DataFrame({source})'
    elif parsed.type == 'json' and json_shape.structure(parsed.value, path).startswith('object of objects'):
        load = f"pd.DataFrame.from_dict({source}, orient='index')"
    elif _is_columns(items):
        load = f'pd.DataFrame({source})'
    else:
        return parsed.source, None
    frame = try_run(load)
    if frame is None:
        return parsed.source, None
    return _with_dates(load, frame)


def _is_columns(value):
    """An object of equally long arrays of plain values is a table by columns."""
    if not isinstance(value, dict) or not value:
        return False
    if not all(isinstance(inner, list) and inner for inner in value.values()):
        return False
    plain = all(not isinstance(item, (dict, list)) for inner in value.values() for item in inner)
    return plain and len({len(inner) for inner in value.values()}) == 1


def _with_dates(load, frame):
    iso = [label for label, formats in date_formats(frame).items() if formats == ['ISO8601']]
    if not iso:
        return load, frame
    for unit in ('ns', 'us'):
        dated = f'{load}{call(".astype", dict.fromkeys(iso, f"datetime64[{unit}]"))}'
        parsed = try_run(dated)
        if parsed is not None:
            return dated, parsed
    return load, frame


def _bounded(keys, omitted):
    kept, size = [], 0
    for key in keys:
        size += len(json.dumps(key, ensure_ascii=False).encode('utf-8', 'replace'))
        if size > KEY_BUDGET:
            break
        kept.append(key)
    return kept, omitted + len(keys) - len(kept)


def _samples(items):
    chosen = items[:SAMPLE_ITEMS] if isinstance(items, list) else [items]
    return [_sample(item) for item in chosen]


def _sample(item):
    if isinstance(item, dict) and not any(isinstance(value, (dict, list)) for value in item.values()):
        plain = {clean_text(key): plain_value(value) for key, value in list(item.items())[:30]}
        if len(json.dumps(plain)) <= 2 * SAMPLE_LIMIT:
            return plain
    if isinstance(item, (dict, list)):
        return clean_text(json.dumps(item, ensure_ascii=False), SAMPLE_LIMIT)
    return plain_value(item)
