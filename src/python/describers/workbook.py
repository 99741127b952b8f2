"""Opens a workbook, or says in plain words why it can't be opened."""

import zipfile
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from describers.problem import FileProblem

OLE_MARK = bytes.fromhex('d0cf11e0a1b11ae1')
ENCRYPTED = 'EncryptedPackage'.encode('utf-16-le')
BOOK_STREAMS = ('Workbook'.encode('utf-16-le'), 'Book'.encode('utf-16-le'))
MAX_UNPACKED_BYTES = 1 << 30
PASSWORD = 'is protected by a password; open it, remove the password, save it and try again'


class Workbook(NamedTuple):
    file: pd.ExcelFile
    warnings: list


def open_workbook(name):
    """The workbook and what is to be said about it as a whole."""
    data = Path(name).read_bytes()
    warnings = []
    if data.startswith(OLE_MARK):
        _check_ole(data)
    else:
        warnings = _check_zip(name)
    del data
    try:
        return Workbook(pd.ExcelFile(name), warnings)
    except (MemoryError, ImportError):
        raise
    except Exception as error:
        reason = str(error)[:200] or type(error).__name__
        raise FileProblem(f'can\'t be opened as a workbook ({reason}); save it again in a spreadsheet program') from error


def is_hidden(book, position):
    """Whether people don't see the sheet in their spreadsheet program."""
    sheet = book.worksheets[position] if hasattr(book, 'worksheets') else book.sheet_by_index(position)
    return sheet.sheet_state != 'visible' if hasattr(sheet, 'sheet_state') else sheet.visibility != 0


def _check_ole(data):
    if ENCRYPTED in data:
        raise FileProblem(PASSWORD)
    if not any(stream in data for stream in BOOK_STREAMS):
        raise FileProblem('is an old Office document without a workbook in it; save it as .xlsx')


def _check_zip(name):
    try:
        with zipfile.ZipFile(name) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
                raise FileProblem('unpacks to more than 1 GiB; export the sheets you need as .csv')
            broken = archive.testzip()
    except (MemoryError, FileProblem):
        raise
    except Exception as error:  # zipfile raises nearly anything for a damaged container
        raise FileProblem(
            'is damaged or was cut off: its ZIP container can\'t be read; get a fresh copy or save it again'
        ) from error
    if broken:
        raise FileProblem('is damaged: a part of it fails its checksum; get a fresh copy or save it again')
    macros = any(member.filename.endswith('vbaProject.bin') for member in members)
    return ['The workbook contains macros; they are never run.'] if macros else []
