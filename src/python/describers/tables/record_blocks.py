"""Cuts a delimited file into blocks of whole records without parsing it."""

import csv
import io
import os
from collections.abc import Iterator
from itertools import islice

import numpy as np

from describers.tables.dialect import Dialect

QUOTE, LINE_END, CARRIAGE_RETURN = b'"\n\r'
BLOCK = 1 << 18  # what is counted in a block stays in the cache of a core
MAX_BLOCK = 8 << 20


class Unsure(Exception):  # noqa: N818 (it is no error)
    """A quick look can't tell exactly what pandas would read; the file has to be read by pandas itself."""


def record_blocks(name: str, start: int) -> Iterator[bytes]:
    """Bytes of whole records from offset `start` on; raises Unsure where a record is too long to be one."""
    size = BLOCK
    with open(name, 'rb', buffering=0) as file:
        while piece := os.pread(file.fileno(), size, start):
            end = _last_record_end(piece)
            if len(piece) < size:
                end = len(piece)  # the last record may lack its line end
            if end == 0:
                if size >= MAX_BLOCK:
                    raise Unsure
                size *= 2
                continue
            yield piece[:end]
            start, size = start + end, BLOCK


def whole_records(data: bytes) -> bytes:
    """The whole records at the beginning of some bytes, whichever character ends its lines; raises Unsure where there are none."""
    end = _last_record_end(data) or _last_record_end(data, b'\r')
    if end == 0:
        raise Unsure
    return data[:end]


def data_start(dialect: Dialect, text: str, codec: str) -> int:
    """Offset of the first data record; `text` is the beginning of the file."""
    reader = csv.reader(io.StringIO(text, newline=''), delimiter=dialect.delimiter)
    for _ in islice(reader, dialect.placement.first):
        pass
    lines = reader.line_num
    head = ''.join(line for line, _ in zip(io.StringIO(text, newline=''), range(lines), strict=False))
    return len(head.encode(codec))


def _last_record_end(data: bytes, line_end: bytes = b'\n') -> int:
    """A line end with an even number of quotes before it; 0 when there is none."""
    end = data.rfind(line_end) + 1
    quotes = data.count(QUOTE, 0, end) if QUOTE in data else 0
    while end and quotes % 2:
        # Go back to before the quote that opened the last field, where the record may begin.
        earlier = data.rfind(line_end, 0, data.rfind(b'"', 0, end)) + 1
        quotes -= data.count(QUOTE, earlier, end)
        end = earlier
    return end


def check_quotes(block: bytes, delimiter: str) -> bool:
    """Whether there are quotes; raises Unsure unless each opens or closes a field or is doubled inside, and no byte is NUL."""
    if b'\0' in block:
        raise Unsure
    if QUOTE not in block:
        return False
    data = np.frombuffer(b'\n' + block + b'\n', np.uint8)
    marks = np.flatnonzero(data == QUOTE)
    if len(marks) % 2:
        raise Unsure
    opening, closing = marks[0::2], marks[1::2]
    edge = np.zeros(256, bool)
    edge[[ord(delimiter), LINE_END, CARRIAGE_RETURN]] = True
    begins, ends = edge[data[opening - 1]], edge[data[closing + 1]]
    doubled = closing[:-1] + 1 == opening[1:]
    begins[1:] |= doubled
    ends[:-1] |= doubled
    if not (begins.all() and ends.all()):
        raise Unsure
    return True
