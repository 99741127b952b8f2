"""Describes .sav, .dta and .sas7bdat files: variables with labels, value labels, rows, columns as pandas reads them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import pyreadstat
from pandas.api import types

from describers.base.description import Description, objects_in
from describers.base.loading import Expression, call, run, try_run
from describers.base.memory import mebibytes, memory_budget
from describers.base.plain import clean_name, clean_text
from describers.base.problem import FileProblem
from describers.columnar.binary_cells import describe_cells, without_bytes
from describers.tables.object_cells import object_warnings
from describers.tables.table import name_warnings
from describers.tables.table_parts import describe_parts

MAX_LABEL = 120
MAX_LABELLED = 20
MAX_VALUES = 25
MAX_MISSING = 5
CHUNK_ROWS = 50_000
MAX_VARIABLES = 32_767
UNCONVERTED = {'disable_datetime_conversion': True}


# Formats of dates in SAS, where pandas knows fewer than exist.
DATE_FORMAT = re.compile(r'(?:E8601D|DATE|DATETIME|DDMMYY|MMDDYY|YYMMDD|DTDATE)[A-Z]?\d*(?:\.|$)')


@dataclass(frozen=True)
class Reader:
    metadata: str
    """Function of pyreadstat that reads the file."""
    options: Mapping[str, object]
    """What makes it tell everything it knows without reading rows."""
    loads: tuple[tuple[str, Mapping[str, object]], ...]
    """Ways to read the whole file, the best first: function and options."""


READERS = {
    'sav': Reader(
        'read_sav',
        {'user_missing': True},
        (
            ('pd.read_spss', {'convert_categoricals': False}),
            ('pyreadstat.read_sav', {}),
            ('pyreadstat.read_sav', UNCONVERTED),
        ),
    ),
    'dta': Reader(
        'read_dta',
        {},
        (
            ('pd.read_stata', {'convert_categoricals': False}),
            ('pyreadstat.read_dta', {}),
            ('pyreadstat.read_dta', UNCONVERTED),
        ),
    ),
    'sas7bdat': Reader(
        'read_sas7bdat',
        {},
        (
            ('pd.read_sas', {'encoding': 'infer'}),
            ('pyreadstat.read_sas7bdat', {}),
            ('pyreadstat.read_sas7bdat', UNCONVERTED),
        ),
    ),
}


def describe(name: str, file_type: str) -> Description:
    """Value labels are listed and the columns keep their stored codes, so that neither is lost."""
    reader = READERS[file_type]
    facts = _facts(name, reader)
    load, frame, warnings = _load(name, reader, facts)
    table, notes = _whole(frame) if frame is not None else _in_chunks(name, reader)
    given = facts.column_names_to_labels.items()
    labels = {clean_name(key): clean_text(text.strip(), MAX_LABEL) for key, text in given if text}
    for column in objects_in(table['columns']):
        if label := labels.get(str(column['name'])):
            column['label'] = label
    values, omitted = _value_labels(facts)
    return {
        'type': file_type,
        'load': load,
        **table,
        'title': clean_text((facts.file_label or '').strip(), MAX_LABEL) or None,
        'valueLabels': values,
        'omittedValueLabels': omitted,
        'warnings': [*warnings, *notes, *_missing_warnings(facts), *_label_warnings(values)],
    }


def _facts(name: str, reader: Reader) -> pyreadstat.metadata_container:
    try:
        _, facts = getattr(pyreadstat, reader.metadata)(name, metadataonly=True, **reader.options)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        raise FileProblem(
            f"can't be read ({str(error)[:150]}); it is cut off or damaged, save it again in its own program"
        ) from error
    if facts.number_columns > MAX_VARIABLES:
        raise FileProblem(f'claims {facts.number_columns:,} variables; it is damaged, save it again in its own program')
    if facts.number_columns == 0:
        raise FileProblem('holds no variables, or is damaged; check that the right file was given, and copy it again')
    return facts


def _load(
    name: str, reader: Reader, facts: pyreadstat.metadata_container
) -> tuple[str, pd.DataFrame | None, list[str]]:
    rows = facts.number_rows or 0
    needed = rows * max(facts.number_columns * 8, sum(facts.variable_storage_width.values()))
    if needed <= memory_budget():
        for at, (function, options) in enumerate(reader.loads):
            load = call(function, name, **options)
            load += '[0]' if function.startswith('pyreadstat') else ''
            frame = run(load) if at == len(reader.loads) - 1 else try_run(load)
            if frame is not None and (at > 0 or not _lacks_dates(frame, facts)):
                return load, frame, _number_dates(facts) if options is UNCONVERTED else []
    load = _chunks(name, reader)
    run(load)
    note = (
        f'The table needs about {mebibytes(needed)} of memory at once, so `load` gives it in parts: '
        f'for frame, _ in chunks: with {CHUNK_ROWS:,} rows each.'
    )
    return load, None, [note]


def _number_dates(facts: pyreadstat.metadata_container) -> list[str]:
    formats = {label: str(form).upper() for label, form in facts.original_variable_types.items()}
    named = [
        f'"{clean_name(label)[:40]}"' for label, form in formats.items() if DATE_FORMAT.match(form) or 'TIME' in form
    ]
    listed = ', '.join(named[:5])
    origins = "SPSS counts seconds since 1582-10-14, SAS and Stata since 1960-01-01; convert with errors='coerce'."
    return [
        f'Some dates are out of the range that Python knows, so `load` leaves dates as numbers: {listed}. {origins}'
    ]


def _lacks_dates(frame: pd.DataFrame, facts: pyreadstat.metadata_container) -> bool:
    """Whether a column stayed a number although the file gives it a date format."""
    formats = [str(facts.original_variable_types.get(label, '')).upper() for label in frame.columns]
    return any(
        DATE_FORMAT.match(form) and types.is_float_dtype(dtype)
        for form, dtype in zip(formats, frame.dtypes, strict=True)
    )


def _chunks(name: str, reader: Reader) -> str:
    return call(
        'pyreadstat.read_file_in_chunks', Expression(f'pyreadstat.{reader.metadata}'), name, chunksize=CHUNK_ROWS
    )


def _whole(frame: pd.DataFrame) -> tuple[Description, list[str]]:
    frame.attrs.clear()  # pandas copies them, here all labels, with every column it takes out
    notes = [] if len(frame) else ['The table has columns but no rows.']
    return describe_cells(frame), name_warnings(frame) + object_warnings(frame) + notes


def _in_chunks(name: str, reader: Reader) -> tuple[Description, list[str]]:
    function = getattr(pyreadstat, reader.metadata)
    frames = (without_bytes(frame) for frame, _ in pyreadstat.read_file_in_chunks(function, name, chunksize=CHUNK_ROWS))
    _, facts = function(name, metadataonly=True)
    table, seen = describe_parts(frames, facts.number_rows)
    unread = [] if seen >= facts.number_rows else [f'Null counts and ranges are those of the first {seen:,} rows.']
    return table, unread


def _value_labels(facts: pyreadstat.metadata_container) -> tuple[Description, int]:
    """Column to stored value to meaning; long lists and late columns are left out and counted."""
    found: Description = {}
    omitted = 0
    for column, labels in facts.variable_value_labels.items():
        if len(found) == MAX_LABELLED:
            omitted += len(labels)
            continue
        shown = list(labels.items())[:MAX_VALUES]
        omitted += len(labels) - len(shown)
        found[clean_name(column)] = {_code(code): clean_text(str(text), MAX_LABEL) for code, text in shown}
    return found, omitted


def _code(code: object) -> str:
    return clean_text(str(int(code) if isinstance(code, float) and code.is_integer() else code))


def _label_warnings(values: Description) -> list[str]:
    if not values:
        return []
    return ['Columns with value labels hold the stored codes; `valueLabels` says what they mean.']


def _missing_warnings(facts: pyreadstat.metadata_container) -> list[str]:
    """Codes the file declares as missing are read as null."""
    ranges = facts.missing_ranges or {}
    shown = [f'"{clean_name(column)[:40]}" ({_ranges(found)})' for column, found in list(ranges.items())[:MAX_MISSING]]
    if not shown:
        return []
    return [
        f'Codes declared as missing are read as null: {", ".join(shown)}{", …" if len(ranges) > len(shown) else ""}.'
    ]


def _ranges(found: list[Mapping[str, object]]) -> str:
    parts = (
        _code(one['lo']) if one['lo'] == one['hi'] else f'{_code(one["lo"])} to {_code(one["hi"])}' for one in found[:3]
    )
    return ', '.join(parts)
