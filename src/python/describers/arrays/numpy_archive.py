"""Describes .npz files: each array by its header, and by its numbers where they fit into memory."""

import struct
import zipfile

from numpy.lib import format as npy

from describers.arrays.numpy_header import Header, header_facts, read_header
from describers.base.description import Description
from describers.base.loading import call, literal, run
from describers.base.memory import mebibytes, memory_budget
from describers.base.plain import clean_name
from describers.base.problem import FileProblem

MAX_MEMBERS = 1_000
MAX_DESCRIBED = 60
MAX_WARNINGS = 10
LOCAL_HEADER_BYTES, NAME_LENGTH_AT = 30, 26


def describe_archive(name: str) -> tuple[list[Description], int, list[str]]:
    """The datasets, how many were left out, and warnings."""
    datasets, warnings, room = [], [], memory_budget()
    with zipfile.ZipFile(name) as archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise FileProblem(f'holds {len(members):,} arrays, more than {MAX_MEMBERS:,}; split it')
        for member in members[:MAX_DESCRIBED]:
            key = member.filename.removesuffix('.npy')
            header = _member_header(archive, member, key)
            if header is None:
                warnings.append(f'The member "{clean_name(key)[:40]}" is no array and is left out.')
            elif header.size <= memory_budget():
                load = f'{call("np.load", name)}[{literal(key)}]'
                value = run(load)
                room -= header.size
                datasets.append(
                    {'path': clean_name(key), **header_facts(header, value if room >= 0 else None), 'load': load}
                )
            else:
                load, how = _in_parts(name, member, header)
                run(load)
                datasets.append({'path': clean_name(key), **header_facts(header, None), 'load': load})
                warnings.append(f'The array "{clean_name(key)[:40]}" takes {mebibytes(header.size)}: {how}.')
    run(call('np.load', name)).close()
    if not datasets:
        warnings.append('The archive holds no arrays.')
    return datasets, max(0, len(members) - MAX_DESCRIBED), warnings[:MAX_WARNINGS]


def _member_header(archive: zipfile.ZipFile, member: zipfile.ZipInfo, key: str) -> Header | None:
    if member.flag_bits & 1:
        raise FileProblem('holds encrypted arrays; save it without a password')
    with archive.open(member) as file:
        is_array = file.read(len(npy.MAGIC_PREFIX)) == npy.MAGIC_PREFIX
        file.seek(0)
        if not is_array:
            return None
        return read_header(file, member.file_size, f'the array "{clean_name(key)[:40]}"')


def _in_parts(name: str, member: zipfile.ZipInfo, header: Header) -> tuple[str, str]:
    """An array that is not compressed stands in the archive as in memory; of another only the bytes can be read in turn."""
    kind = npy.dtype_to_descr(header.dtype)
    if member.compress_type == zipfile.ZIP_STORED:
        options = {'dtype': kind, 'mode': 'r', 'offset': _data_at(name, member, header), 'shape': header.shape}
        order = {'order': 'F'} if header.order == 'Fortran' else {}
        return call(
            'np.memmap', name, **options, **order
        ), 'its `load` maps it and reads only what is used, take slices'
    load = f'{call("zipfile.ZipFile", name)}.open({literal(member.filename)})'
    how = (
        f'its `load` opens its bytes; skip {header.data_at} with .read({header.data_at}), then '
        f'np.frombuffer(file.read(n * {header.dtype.itemsize}), dtype={literal(kind)}) gives the next n numbers'
    )
    return load, how if header.order == 'C' else f'{how}, column by column'


def _data_at(name: str, member: zipfile.ZipInfo, header: Header) -> int:
    """The local header of a member may be longer than the directory says."""
    with open(name, 'rb') as file:
        file.seek(member.header_offset + NAME_LENGTH_AT)
        name_length, extra_length = struct.unpack('<HH', file.read(4))
    return member.header_offset + LOCAL_HEADER_BYTES + int(name_length) + int(extra_length) + header.data_at
