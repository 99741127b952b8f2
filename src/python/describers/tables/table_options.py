"""The options by which pandas reads a delimited file as it is laid out, and the expression that has them."""

import csv
from typing import Any, TypeAlias

from describers.base.loading import Expression, call
from describers.tables.census import Census
from describers.tables.dialect import Dialect
from describers.tables.layout import Layout
from describers.tables.separation import STAND_IN, Separation

Options: TypeAlias = dict[str, Any]
"""Of `pd.read_csv`."""


def table_options(layout: Layout, census: Census) -> Options:
    """Options that follow from how the file is laid out."""
    encoding, dialect = layout.encoding, layout.dialect
    options = _separating(dialect.separation)
    if encoding.codec != 'utf-8':
        options['encoding'] = encoding.codec
    if encoding.errors != 'strict':
        options['encoding_errors'] = encoding.errors
    skipped = sorted({*dialect.placement.skipped, *census.left_out})
    if skipped:
        options['skiprows'] = len(skipped) if skipped[-1] == len(skipped) - 1 else skipped
    if census.below or dialect.end is not None:
        options['nrows'] = census.rows
    columns = _columns(dialect, census)
    if dialect.placement.header is None:
        options['header'] = None
        options['names'] = _names(dialect, columns)
    if len(columns) < dialect.width:
        options['usecols'] = columns
    if census.longer and not (census.all_one_longer and not census.empty_tail and dialect.has_header):
        options['index_col'] = False
        options['usecols'] = columns
    if dialect.space_after:
        options['skipinitialspace'] = True
    return options


def _separating(separation: Separation) -> Options:
    options: Options = {}
    if separation.delimiter != ',':
        options['sep'] = separation.delimiter
    if separation.repairs:
        options['repairs'] = separation.repairs
    if not separation.quote:
        options['quoting'] = csv.QUOTE_NONE
    elif separation.quote != '"':
        options['quotechar'] = separation.quote
    if separation.escape:
        options['escapechar'] = separation.escape
    return options


def _columns(dialect: Dialect, census: Census) -> range:
    """All of them but those at both ends that have neither a name nor a value."""
    placed, used = dialect.placement.columns, census.used
    if not used or not placed:
        return range(dialect.width)
    return range(min(placed.start, used.start), min(dialect.width, max(placed.stop, used.stop)))


def _names(dialect: Dialect, columns: range) -> list[str] | Expression:
    names, placed = dialect.placement.names, dialect.placement.columns
    if names is None:
        return Expression(f"[f'column_{{n}}' for n in range(1, {len(columns) + 1})]")
    return [names[at - placed.start] if at in placed else f'column_{at + 1}' for at in columns]


def expression(name: str, options: Options) -> str:
    """The `load` of these options; a delimiter of several characters and stray quotes are replaced first."""
    delimiter, repairs = options.get('sep', ','), options.get('repairs', ())
    if len(delimiter) == 1 and not repairs:
        return call('pd.read_csv', name, **options)
    reading = {'encoding': 'utf-8', **{key: options[key] for key in ('encoding', 'encoding_errors') if key in options}}
    errors = {'errors': reading.pop('encoding_errors')} if 'encoding_errors' in reading else {}
    text = call(f'Path({name!r}).read_text', **reading, **errors)
    for repair in repairs:
        text += call('.replace', repair.damaged, repair.repaired)
    rest = {key: value for key, value in options.items() if key not in ('repairs', 'encoding', 'encoding_errors')}
    if len(delimiter) > 1:
        text += call('.replace', delimiter, STAND_IN)
        rest['sep'] = STAND_IN
    return call('pd.read_csv', Expression(f'io.StringIO({text})'), **rest)
