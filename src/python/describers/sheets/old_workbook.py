"""Reads formulas, merged cells, defined names and macros of .xls from its records, see [MS-XLS] 2.1.4."""

import struct
from bisect import bisect_right

import olefile

from describers.base.problem import FileProblem
from describers.containers.office_zip import PASSWORD
from describers.sheets.workbook_facts import Parts, SheetParts

FORMULA = 0x0006
BOUND_SHEET = 0x0085
FILE_PASS = 0x002F
MERGED_CELLS = 0x00E5
MAX_RECORDS = 4_000_000


def read(name):
    """Scans the records once; a file without records that make sense just has no facts."""
    with olefile.OleFileIO(name) as container:
        stream = next((each for each in ('Workbook', 'Book') if container.exists(each)), None)
        data = container.openstream(stream).read() if stream else b''
        macros = container.exists('_VBA_PROJECT_CUR')
    titles, formulas, merged = _scan(data)
    starts = sorted(titles)
    sheets = {title: SheetParts(0, []) for title in titles.values()}
    for at in formulas:
        title = _title_at(at, starts, titles)
        sheets[title] = sheets[title]._replace(formulas=sheets[title].formulas + 1)
    for at, ranges in merged:
        sheets[_title_at(at, starts, titles)].merged.extend(ranges)
    return Parts(_defined_names(name), macros, sheets.__getitem__)


def _scan(data):
    titles, formulas, merged, at = {}, [], [], 0
    for _ in range(MAX_RECORDS):
        if at + 4 > len(data):
            break
        kind, size = struct.unpack_from('<HH', data, at)
        body = data[at + 4 : at + 4 + size]
        if kind == FILE_PASS:
            raise FileProblem(PASSWORD)
        if kind == BOUND_SHEET and size > 8 and body[5] == 0:
            titles[struct.unpack_from('<I', body)[0]] = _title(body)
        elif kind == FORMULA and titles:
            formulas.append(at)
        elif kind == MERGED_CELLS and titles:
            merged.append((at, _ranges(body)))
        at += 4 + size
    return titles, formulas, merged


def _title(body):
    length = body[6]
    codec = 'utf-16-le' if body[7] & 1 else 'latin-1'
    return body[8 : 8 + (length * 2 if body[7] & 1 else length)].decode(codec, 'replace')


def _title_at(at, starts, titles):
    return titles[starts[max(0, bisect_right(starts, at) - 1)]]


def _ranges(body):
    whole = 2 + (len(body) - 2) // 8 * 8
    return [(top, left, bottom, right) for top, bottom, left, right in struct.iter_unpack('<4H', body[2:whole])]


def _defined_names(name):
    import xlrd

    with xlrd.open_workbook(name, on_demand=True, logfile=_Silence()) as book:
        names = [each for each in book.name_obj_list if not each.hidden and not each.builtin]
        return [(each.name, (each.result.text if each.result is not None else '') or '') for each in names]


class _Silence:
    """A log that keeps nothing: warnings of the reader are no part of a description."""

    def write(self, text):
        return len(text)

    def flush(self):
        return None
