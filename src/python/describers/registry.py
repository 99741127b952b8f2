"""What describes a file, and which module does so for which file type; a new format is a new row."""

from importlib import import_module
from typing import Protocol

from describers.base.damage import reason_of
from describers.base.description import Description, texts_in
from describers.base.other_type import OtherType
from describers.base.problem import FileProblem


class Describer(Protocol):
    """The function `describe` of every module below."""

    def __call__(self, name: str, file_type: str) -> Description:
        """Raises FileProblem for a file that can't be used, OtherType for one that is described as another; each `load` was run."""


DESCRIBERS = {
    'csv': 'tables.delimited',
    'tsv': 'tables.delimited',
    'xlsx': 'sheets.excel',
    'xlsm': 'sheets.excel',
    'xls': 'sheets.excel',
    'xlsb': 'sheets.excel',
    'ods': 'sheets.excel',
    'xml-workbook': 'sheets.xml_workbook',
    'json': 'trees.structured',
    'jsonl': 'trees.structured',
    'txt': 'text.text',
    'md': 'text.text',
    'log': 'text.log',
    'rtf': 'text.rtf',
    'html': 'text.html',
    'web-archive': 'text.web_archive',
    'untold': 'text.untold',
    'yaml': 'trees.yaml_stream',
    'toml': 'trees.toml',
    'xml': 'trees.xml',
    'docx': 'documents.docx',
    'doc': 'documents.doc',
    'odt': 'documents.odt',
    'pptx': 'documents.pptx',
    'pdf': 'documents.pdf',
    'parquet': 'columnar.columnar_file',
    'feather': 'columnar.columnar_file',
    'arrow': 'columnar.columnar_file',
    'orc': 'columnar.columnar_file',
    'sav': 'columnar.statistics',
    'dta': 'columnar.statistics',
    'sas7bdat': 'columnar.statistics',
    'h5': 'arrays.hdf5',
    'nc': 'arrays.netcdf',
    'mat': 'arrays.matlab',
    'npy': 'arrays.numpy_arrays',
    'npz': 'arrays.numpy_arrays',
    'fits': 'arrays.fits',
    'dat': 'arrays.binary_records',
    'sqlite': 'columnar.sqlite',
    'png': 'images.image',
    'jpeg': 'images.image',
    'gif': 'images.image',
    'bmp': 'images.image',
    'tiff': 'images.image',
    'webp': 'images.image',
    'svg': 'images.svg',
    'eml': 'messages.mail',
    'ics': 'messages.calendar',
}


def describer(file_type: str) -> Describer:
    """The describer of a type; its module is imported on first use."""
    describe: Describer = import_module(f'describers.{DESCRIBERS[file_type]}').describe
    return describe


def describe_guess(name: str, file_type: str) -> Description:
    """A text that only looks like one of the type is described as a text."""
    try:
        return describe(name, file_type)
    except (MemoryError, ImportError):
        raise
    except Exception as error:  # whatever its reader trips over
        if file_type == 'untold':
            raise
        problem = str(error) if isinstance(error, FileProblem) else f"can't be read ({reason_of(error)})"
        described = describe(name, 'txt')
        note = f'It was taken for a text: as what it looks like it {problem}.'
        return {**described, 'warnings': [note, *texts_in(described['warnings'])]}


def describe(name: str, file_type: str) -> Description:
    """A file that turns out to be of another type is described as one of that type."""
    try:
        return describer(file_type)(name, file_type)
    except OtherType as other:
        described = describe(name, other.file_type)
        notes = [other.note] if other.note else []
        return {**described, 'warnings': notes + texts_in(described['warnings'])}
