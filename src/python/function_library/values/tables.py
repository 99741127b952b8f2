"""Tables and columns of pandas: records, columns with data, or a table file given with the call."""

import os
from collections.abc import Callable
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from function_library.clean import clean
from function_library.values.input_file import check_given

FILE = {
    'type': 'string',
    'format': 'path',
    'description': 'Name of a CSV, TSV, Excel, Parquet or JSON file given with the call',
}
RECORDS = {'type': 'array', 'items': {'type': 'object'}, 'description': 'One object for each row'}
SPLIT = {
    'type': 'object',
    'properties': {
        'columns': {'type': 'array', 'items': {'type': 'string'}},
        'data': {'type': 'array', 'items': {'type': 'array'}, 'description': 'One list of cells for each row'},
    },
    'required': ['columns', 'data'],
}
VALUES = {'type': 'array', 'description': 'The values in their order'}
LABELED = {'type': 'object', 'description': 'Each value by its label'}

TABLE_FORM = 'Input should be a table: a list of records, an object with columns and data, or the name of a table file'
COLUMN_FORM = 'Input should be a list of values, an object of values by label, or the name of a file with one column'


class Table:
    """A pandas.DataFrame."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_table)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return RECORDS if handler.mode == 'serialization' else {'anyOf': [RECORDS, SPLIT, FILE]}


class Column:
    """A pandas.Series."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(_column)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {'anyOf': [VALUES, LABELED] if handler.mode == 'serialization' else [VALUES, LABELED, FILE]}


def _table(value: Any) -> Any:
    import pandas

    if isinstance(value, pandas.DataFrame):
        return value
    if isinstance(value, str):
        return _read(value)
    try:
        if isinstance(value, dict) and {'columns', 'data'} <= value.keys() <= {'columns', 'data', 'index'}:
            return pandas.DataFrame(value['data'], value.get('index'), value['columns'])
        if isinstance(value, list) and all(isinstance(row, dict) for row in value):
            return pandas.DataFrame(value)
    except Exception as error:
        raise _malformed(TABLE_FORM, error) from None
    raise PydanticCustomError('table', TABLE_FORM)


def _column(value: Any) -> Any:
    import pandas

    if isinstance(value, pandas.Series):
        return value
    if isinstance(value, str):
        table = _read(value)
        if table.shape[1] != 1:
            raise PydanticCustomError('column', COLUMN_FORM)
        return table.iloc[:, 0]
    if not isinstance(value, (list, dict)):
        raise PydanticCustomError('column', COLUMN_FORM)
    try:
        return pandas.Series(value, dtype=None if len(value) else object)
    except Exception as error:
        raise _malformed(COLUMN_FORM, error) from None


def _read(name: str) -> Any:
    import pandas

    readers: dict[str, Callable[[str], Any]] = {
        '.csv': pandas.read_csv,
        '.tsv': lambda path: pandas.read_csv(path, sep='\t'),
        '.xlsx': pandas.read_excel,
        '.xls': pandas.read_excel,
        '.parquet': pandas.read_parquet,
        '.json': pandas.read_json,
        '.jsonl': lambda path: pandas.read_json(path, lines=True),
    }
    check_given(name)
    suffix = os.path.splitext(name)[1].lower()
    if suffix not in readers:
        raise PydanticCustomError('table', 'A table file should end in {endings}', {'endings': ', '.join(readers)})
    try:
        return readers[suffix](name)
    except Exception as error:
        raise _malformed('This file can not be read as a table', error) from None


def _malformed(form: str, error: Exception) -> PydanticCustomError:
    return PydanticCustomError('table', '{form} ({reason})', {'form': form, 'reason': clean(str(error))})
