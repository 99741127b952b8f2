"""Opens a workbook with the reader that fits it, or says in plain words why it can't be opened."""

import os
import re
from dataclasses import dataclass
from typing import Any

import olefile
import pandas as pd

from describers.base.damage import reason_of
from describers.base.problem import FileProblem
from describers.containers.office_zip import check_container
from describers.containers.password import PROTECTED, refuse_encrypted
from describers.sheets.old_workbook import is_bare
from describers.sheets.sheet_cells import SheetCells
from describers.sheets.workbook_facts import BookFacts, read_parts

OLE_MARK = bytes.fromhex('d0cf11e0a1b11ae1')
BOOK_STREAMS = ('Workbook', 'Book')
NO_WORKBOOK = 'is an old Office document without a workbook in it, or was cut off; get a fresh copy or save it as .xlsx'
FAST = {'engine': 'calamine'}
BARE = {'engine': 'xlrd'}
NAMED = {'engine': 'openpyxl'}  # pandas itself looks for usual names of parts only
ENGINES: dict[str, dict[str, str]] = {'xlsx': {}, 'xlsm': {}, 'xls': {}, 'xlsb': FAST, 'ods': FAST}
LARGE_BYTES = 128 << 10


@dataclass(frozen=True)
class Workbook:
    name: str
    file: pd.ExcelFile
    engine: dict[str, str]
    """Options of `pd.read_excel` that choose the reader; none for the one pandas takes by itself."""
    facts: BookFacts
    cells: SheetCells
    is_open_xml: bool
    """Whether openpyxl reads it, row by row where that is wanted."""


def open_workbook(name: str, file_type: str) -> Workbook:
    """The workbook; small ones of the usual kinds are opened as everybody does, large ones with the fast reader."""
    engine = FAST if os.path.getsize(name) > LARGE_BYTES else ENGINES[file_type]
    with open(name, 'rb') as file:
        mark = file.read(len(OLE_MARK))
    if mark == OLE_MARK:
        _check_ole(name)
    elif is_bare(mark):
        engine = BARE
    else:
        check_container(name)
    parts = read_parts(name, file_type)
    book, chosen = _open(name, engine)
    return Workbook(
        name, book, chosen, BookFacts(parts, name, book.book), SheetCells(book), file_type in ('xlsx', 'xlsm')
    )


def is_hidden(book: Any, position: int) -> bool:
    """Whether people don't see the sheet in their spreadsheet program."""
    if hasattr(book, 'sheets_metadata'):
        sheets = [sheet for sheet in book.sheets_metadata if str(sheet.typ).endswith('.WorkSheet')]
        return not str(sheets[position].visible).endswith('.Visible')
    sheet = book.worksheets[position] if hasattr(book, 'worksheets') else book.sheet_by_index(position)
    return bool(sheet.sheet_state != 'visible' if hasattr(sheet, 'sheet_state') else sheet.visibility != 0)


def _open(name: str, engine: dict[str, str]) -> tuple[pd.ExcelFile, dict[str, str]]:
    """By the first reader that finds sheets: one of them knows no strict Open XML, the other no unusual names of parts."""
    errors: list[BaseException] = []
    opened: list[tuple[pd.ExcelFile, dict[str, str]]] = []
    for chosen in (engine, *(each for each in (FAST, NAMED) if each != engine)):
        try:
            book = pd.ExcelFile(name, **chosen)
            if book.sheet_names:
                return book, chosen
            opened.append((book, chosen))
        except (MemoryError, ImportError, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # a panic of the fast reader is no Exception
            errors.append(error)
    if opened:
        return opened[0]
    if any(re.search('password|encrypted', str(error), re.IGNORECASE) for error in errors):
        raise FileProblem(PROTECTED)
    raise FileProblem(
        f"can't be opened as a workbook, it seems to be damaged ({reason_of(errors[0])}); save it again in a spreadsheet program"
    )


def _check_ole(name: str) -> None:
    try:
        with olefile.OleFileIO(name) as container:
            refuse_encrypted(container)
            has_book = any(map(container.exists, BOOK_STREAMS))
    except (MemoryError, FileProblem):
        raise
    except Exception as error:  # of a container that was cut off its reader raises whatever it trips over
        raise FileProblem(NO_WORKBOOK) from error
    if not has_book:
        raise FileProblem(NO_WORKBOOK)
