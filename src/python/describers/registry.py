"""Which module describes which file type; a new format is a new row."""

from importlib import import_module

DESCRIBERS = {
    'csv': 'delimited',
    'tsv': 'delimited',
    'xlsx': 'excel',
    'xlsm': 'excel',
    'xls': 'excel',
    'json': 'structured',
    'jsonl': 'structured',
    'txt': 'text',
    'md': 'text',
    'log': 'text',
}


def describer(file_type):
    """The `describe(name, file_type)` function for a type; its module is imported on first use."""
    return import_module(f'describers.{DESCRIBERS[file_type]}').describe
