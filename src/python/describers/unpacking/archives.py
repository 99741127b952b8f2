"""Unpacks one archive; the supervisor describes what it finds in the folder afterwards."""

import os
from importlib import import_module
from typing import Protocol

from describers.base.damage import reason_of
from describers.base.description import Description
from describers.base.problem import FileProblem
from describers.unpacking.damage import DAMAGE
from describers.unpacking.packed_file import unpack_packed_members
from describers.unpacking.sink import Sink, Target


class Unpacker(Protocol):
    """The function `unpack` of every module below."""

    def __call__(self, name: str, sink: Sink, **options: str) -> None:
        """Raises FileProblem, or one of the errors of DAMAGE, for an archive that can't be unpacked."""


UNPACKERS: dict[str, tuple[str, dict[str, str]]] = {
    'zip': ('zip_members', {}),
    'tar': ('tar_members', {}),
    'gz': ('packed_file', {'packing': 'gz'}),
    'bz2': ('packed_file', {'packing': 'bz2'}),
    'xz': ('packed_file', {'packing': 'xz'}),
    '7z': ('seven_zip', {}),
    'eml': ('mail_attachments', {}),
}
CUT_OFF = 'The archive is damaged ({reason}): what stands behind the members here is missing.'


def unpack(name: str, file_type: str, target: Target) -> Description:
    """Writes the members into the target as far as they can be used; tells what was left out."""
    sink = Sink(target, os.path.getsize(name))
    try:
        module, options = UNPACKERS[file_type]
        unpacker: Unpacker = import_module(f'describers.unpacking.{module}').unpack
        unpacker(name, sink, **options)
    except DAMAGE as error:
        reason = reason_of(error)
        if not sink.kept:
            raise FileProblem(f'is damaged ({reason}); make the archive again or download it again') from error
        sink.note(CUT_OFF.format(reason=reason))
    if sink.members == 0 and not sink.left_out() and file_type != 'eml':
        raise FileProblem('holds no files; check that the right archive was given')
    unpack_packed_members(sink)
    return {'notes': sink.notes(), 'leftOut': sink.left_out()}
