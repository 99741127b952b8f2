"""Writes every archive the tests need into the folder given as the only argument."""

import bz2
import gzip
import io
import lzma
import os
import random
import stat
import struct
import sys
import tarfile
import zipfile
import zlib

import py7zr

FOLDER = sys.argv[1]
NORTH = b'city,amount\nOslo,10\nBergen,20\nMoss,30\n'
SALES = {'2024/north.csv': NORTH, 'notes.json': b'[{"id": 1}]'}
GOOD = b'a,b\n1,2\n'
ZEROS = b'0' * (40 << 20)


def at(name):
    return os.path.join(FOLDER, name)


def write(name, content):
    with open(at(name), 'wb') as file:
        file.write(content)


def make_zip(name, members, **options):
    with zipfile.ZipFile(at(name), 'w', zipfile.ZIP_DEFLATED, **options) as archive:
        for member, content in members:
            archive.writestr(member, content)


def make_tar(name, members, mode='w'):
    with tarfile.open(at(name), mode) as archive:
        for info, content in members:
            info = tarfile.TarInfo(info) if isinstance(info, str) else info
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))


def make_7z(name, members, **options):
    with py7zr.SevenZipFile(at(name), 'w', **options) as archive:
        for member, content in members:
            archive.writestr(content, member)


def link(name, kind, target='/etc/passwd'):
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


def typical():
    members = list(SALES.items())
    make_zip('sales.zip', members)
    for name, mode in (
        ('sales.tar', 'w'),
        ('sales.tar.gz', 'w:gz'),
        ('sales.tgz', 'w:gz'),
        ('sales.tar.bz2', 'w:bz2'),
        ('sales.tar.xz', 'w:xz'),
    ):
        make_tar(name, members, mode)
    make_7z('sales.7z', members)
    write('single.csv.gz', gzip.compress(GOOD))
    write('single.csv.bz2', bz2.compress(GOOD))
    write('single.csv.xz', lzma.compress(GOOD))


def odd():
    soft = zipfile.ZipInfo('link.csv')
    soft.external_attr = (stat.S_IFLNK | 0o777) << 16
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, 'w') as archive:
        archive.writestr('x.csv', GOOD)
    make_zip(
        'mixed.zip',
        [
            ('good.csv', GOOD),
            (soft, b'/etc/passwd'),
            ('empty.csv', b''),
            ('run.sh', b'echo'),
            ('inner.zip', inner.getvalue()),
            ('broken.json', b'{"a": '),
            ('__MACOSX/._good.csv', b'x'),
        ],
    )
    make_tar(
        'links.tar',
        [
            ('good.csv', GOOD),
            (link('soft.csv', tarfile.SYMTYPE), b''),
            (link('hard.csv', tarfile.LNKTYPE, 'good.csv'), b''),
            (link('pipe.csv', tarfile.FIFOTYPE), b''),
        ],
    )
    make_zip('empty.zip', [])
    make_tar('empty.tar', [])
    make_zip('junk.zip', [('a.exe', b'MZ'), ('b', bytes(range(256)))])
    noise = random.Random(1).randbytes(2 << 20)
    make_zip('two-mebibytes.zip', [('noise.dat', noise)])


def names():
    make_zip('parent.zip', [('../out.csv', GOOD)])
    make_tar('parent.tar', [('../out.csv', GOOD)])
    make_7z('parent.7z', [('xx/out.csv', GOOD)])
    patch_7z_name('parent.7z', 'xx/', '../')
    make_zip('absolute.zip', [('/etc/out.csv', GOOD)])
    make_zip('drive.zip', [('C:\\out.csv', GOOD)])
    make_zip('nul.zip', [('aXb.csv', GOOD)])
    patch('nul.zip', b'aXb.csv', b'a\0b.csv')
    make_zip('deep.zip', [('/'.join('abcdefgh') + '.csv', GOOD)])
    make_zip('case.zip', [('Data.csv', GOOD), ('data.csv', GOOD)])
    make_zip('unicode.zip', [('caf\u00e9.csv', GOOD), ('cafe\u0301.csv', GOOD)])
    make_zip('both.zip', [('a.csv', GOOD), ('a.csv/b.csv', GOOD)])
    make_zip('many.zip', [(f'{n}.csv', GOOD) for n in range(1_001)])


def partly_used():
    long = 'x' * 130 + '.csv'
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, 'w') as archive:
        archive.writestr('x.csv', GOOD)
    make_zip(
        'partly.zip',
        [
            ('good.csv', GOOD),
            ('/'.join('abcdefgh') + '.csv', GOOD),
            ('/'.join('abcdefg') + '.csv', GOOD),
            (long, GOOD),
            ('../out.csv', GOOD),
            *((f'{n}.zip', inner.getvalue()) for n in range(5)),
            ('LICENSE', b'Use it as you like.\n'),
            ('data', GOOD),
            ('noise', bytes(range(256))),
        ],
    )
    make_tar('twice.tar', [('a.csv', GOOD), ('b.csv', GOOD), ('a.csv', NORTH)])
    make_zip('twice.zip', [('a.csv', GOOD), ('./a.csv', NORTH)])
    make_zip('locked-partly.zip', [('a.csv', GOOD), ('b.csv', GOOD)])
    content = bytearray(open(at('locked-partly.zip'), 'rb').read())
    content[content.rfind(b'PK\x03\x04') + 6] |= 1
    content[content.rfind(b'PK\x01\x02') + 8] |= 1
    write('locked-partly.zip', content)
    make_zip('damaged-partly.zip', [('a.csv', random.Random(4).randbytes(3000).hex().encode()), ('b.csv', GOOD)])
    patch_at('damaged-partly.zip', 900)
    make_tar(
        'cut-partly.tar.gz',
        [(f'{n}.csv', GOOD + random.Random(n).randbytes(4000).hex().encode()) for n in range(4)],
        'w:gz',
    )
    cut('cut-partly.tar.gz')
    make_zip(
        'too-large.zip', [('good.csv', GOOD), ('noise.csv', random.Random(1).randbytes(2 << 20)), ('last.csv', GOOD)]
    )


def bombs():
    make_zip('ratio.zip', [('zeros.csv', ZEROS)])
    make_tar('ratio.tar.gz', [('zeros.csv', ZEROS)], 'w:gz')
    write('ratio.csv.xz', lzma.compress(ZEROS))
    make_7z('ratio.7z', [('zeros.csv', ZEROS)])
    make_zip('overlap.zip', [('a.csv', GOOD * 50), ('b.csv', GOOD * 50)])
    content = bytearray(open(at('overlap.zip'), 'rb').read())
    second = content.rfind(b'PK\x01\x02')
    struct.pack_into('<I', content, second + 42, 0)  # the second entry points at the first one's bytes
    write('overlap.zip', content)
    make_zip('liar.zip', [('big.csv', GOOD * 1000)])
    content = bytearray(open(at('liar.zip'), 'rb').read())
    struct.pack_into('<I', content, content.rfind(b'PK\x01\x02') + 24, 10)  # claims ten bytes
    write('liar.zip', content)


def protected():
    make_zip('password.zip', [('a.csv', GOOD)])
    content = bytearray(open(at('password.zip'), 'rb').read())
    content[6] |= 1
    content[content.rfind(b'PK\x01\x02') + 8] |= 1
    write('password.zip', content)
    make_7z('password.7z', [('a.csv', GOOD)], password='secret')


def damaged():
    make_zip('truncated.zip', [('a.csv', GOOD * 5000)])
    cut('truncated.zip')
    make_tar('truncated.tar.gz', [('a.csv', random.Random(2).randbytes(5000))], 'w:gz')
    cut('truncated.tar.gz')
    make_7z('corrupt.7z', [('a.csv', random.Random(3).randbytes(5000))])
    patch_at('corrupt.7z', 400)


def cut(name):
    content = open(at(name), 'rb').read()
    write(name, content[: len(content) // 2])


def patch(name, old, new):
    write(name, open(at(name), 'rb').read().replace(old, new))


def patch_at(name, offset):
    content = bytearray(open(at(name), 'rb').read())
    content[offset] ^= 0xFF
    write(name, content)


def patch_7z_name(name, old, new):
    """Names stand in the packed header, so the header is written anew without packing."""
    with py7zr.SevenZipFile(at(name), 'w') as archive:
        archive.header_encode_mode = False
        archive.set_encoded_header_mode(False)
        archive.writestr(GOOD, 'xx/out.csv')
    content = bytearray(open(at(name), 'rb').read())
    where = content.find(old.encode('utf-16le'))
    content[where : where + 2 * len(new)] = new.encode('utf-16le')
    # The header's checksum covers its names.
    offset, size = struct.unpack_from('<QQ', content, 12)
    struct.pack_into('<I', content, 28, zlib.crc32(content[32 + offset : 32 + offset + size]))
    struct.pack_into('<I', content, 8, zlib.crc32(content[12:32]))
    write(name, content)


for make in (typical, odd, names, partly_used, bombs, protected, damaged):
    make()
