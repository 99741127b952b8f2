"""Unpacks .gz, .bz2 and .xz: a tar archive inside, or a single file that is named like the packed one."""

import bz2
import gzip
import lzma
import os

from describers.unpacking import tar_members
from describers.unpacking.sink import Sink

OPENERS: dict[str, tar_members.Opener] = {'gz': gzip.open, 'bz2': bz2.open, 'xz': lzma.open}
ENDINGS = {'.tgz': '.tar', '.tbz2': '.tar', '.txz': '.tar'}


def unpack(name: str, sink: Sink, packing: str) -> None:
    opener = OPENERS[packing]
    if tar_members.is_tar(name, opener):
        tar_members.unpack(name, sink, opener)
        return
    stem, ending = os.path.splitext(os.path.basename(name))
    with opener(name, 'rb') as source:
        sink.copy(stem + ENDINGS.get(ending.lower(), ''), source)
