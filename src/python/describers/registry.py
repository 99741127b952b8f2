"""Which module describes which file type; a new format is a new row."""

from importlib import import_module

DESCRIBERS = {
    'csv': 'delimited',
    'tsv': 'delimited',
    'xlsx': 'excel',
    'xlsm': 'excel',
    'xls': 'excel',
    'xlsb': 'excel',
    'ods': 'excel',
    'json': 'structured',
    'jsonl': 'structured',
    'txt': 'text',
    'md': 'text',
    'log': 'log',
    'rtf': 'rtf',
    'html': 'html',
    'yaml': 'yaml_stream',
    'toml': 'toml',
    'xml': 'xml',
    'docx': 'docx',
    'doc': 'doc',
    'odt': 'odt',
    'pptx': 'pptx',
    'pdf': 'pdf',
    'parquet': 'columnar',
    'feather': 'columnar',
    'arrow': 'columnar',
    'orc': 'columnar',
    'sav': 'statistics',
    'dta': 'statistics',
    'sas7bdat': 'statistics',
    'h5': 'hdf5',
    'nc': 'netcdf',
    'mat': 'matlab',
    'npy': 'numpy_arrays',
    'npz': 'numpy_arrays',
    'fits': 'fits',
    'dat': 'binary_records',
    'sqlite': 'sqlite',
    'png': 'image',
    'jpeg': 'image',
    'gif': 'image',
    'bmp': 'image',
    'tiff': 'image',
    'webp': 'image',
    'svg': 'svg',
    'eml': 'mail',
    'ics': 'calendar',
}


def describer(file_type):
    """The `describe(name, file_type)` function for a type; its module is imported on first use."""
    return import_module(f'describers.{DESCRIBERS[file_type]}').describe
