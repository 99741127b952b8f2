"""Reads formulas, defined names and macros of .xls from its records, see [MS-XLS] 2.1.4."""

import struct

import olefile

from describers.base.problem import FileProblem
from describers.containers.password import PROTECTED
from describers.sheets.old_cells import OldCells
from describers.sheets.workbook_parts import Parts

BOUND_SHEET = 0x0085
FILE_PASS = 0x002F
MAX_RECORDS = 4_000_000
BARE_VERSIONS = (b'\0', b'\x02', b'\x04', b'\x08')


def is_bare(beginning: bytes) -> bool:
    """Whether a file begins with the record that begins a workbook, without a container around it."""
    return beginning[:1] == b'\x09' and beginning[1:2] in BARE_VERSIONS and beginning[3:4] == b'\0'


def read(name: str) -> Parts:
    """Scans the records once; a file without records that make sense just has no facts."""
    data, macros = _records(name)
    cells = _scan(data)
    return Parts(_defined_names(name), macros, cells.of_sheet)


def _records(name: str) -> tuple[bytes, bool]:
    """The records, and whether macros stand beside them."""
    with open(name, 'rb') as file:
        if is_bare(file.read(4)):
            file.seek(0)
            return file.read(), False
    with olefile.OleFileIO(name) as container:
        stream = next((each for each in ('Workbook', 'Book') if container.exists(each)), None)
        data = container.openstream(stream).read() if stream else b''
        return data, container.exists('_VBA_PROJECT_CUR')


def _scan(data: bytes) -> OldCells:
    cells, titles, at = OldCells(), dict[int, str](), 0
    for _ in range(MAX_RECORDS):
        if at + 4 > len(data):
            break
        kind, size = struct.unpack_from('<HH', data, at)
        if at in titles:
            cells.begin(titles[at])
        if kind == FILE_PASS:
            raise FileProblem(PROTECTED)
        if kind == BOUND_SHEET:
            body = data[at + 4 : at + 4 + size]
            if size > 8 and body[5] == 0:
                titles[struct.unpack_from('<I', body)[0]] = _title(body)
        elif kind in cells.wanted:
            cells.take(kind, data[at + 4 : at + 4 + size])
        at += 4 + size
    return cells


def _title(body: bytes) -> str:
    length = body[6]
    codec = 'utf-16-le' if body[7] & 1 else 'latin-1'
    return body[8 : 8 + (length * 2 if body[7] & 1 else length)].decode(codec, 'replace')


def _defined_names(name: str) -> list[tuple[str, str]]:
    """None where this reader gives up, as another may read the sheets all the same."""
    import xlrd

    try:
        with xlrd.open_workbook(name, on_demand=True, logfile=_Silence()) as book:
            names = [each for each in book.name_obj_list if not each.hidden and not each.builtin]
            return [(each.name, (each.result.text if each.result is not None else '') or '') for each in names]
    except (MemoryError, RecursionError):
        raise
    except Exception:  # it raises whatever it trips over
        return []


class _Silence:
    """A log that keeps nothing: warnings of the reader are no part of a description."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        return None
