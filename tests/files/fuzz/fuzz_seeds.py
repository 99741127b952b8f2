"""Writes a small file of every type for which no fixture is kept, into the folder given as the only argument."""

import bz2
import gzip
import io
import json
import lzma
import os
import sys
import tarfile
import zipfile

import numpy as np
import py7zr

FOLDER = sys.argv[1]
CITIES = ('Oslo', 'Bergen', 'Ålesund', 'Moss')
ROWS = [(f'2024-0{1 + n % 9}-1{n % 10}', CITIES[n % 4], n, round(n * 1.37, 2)) for n in range(40)]
CSV = 'day,city,units,amount\n' + ''.join(f'{day},{city},{units},{amount}\n' for day, city, units, amount in ROWS)
RECORDS = [
    {'day': day, 'city': city, 'units': units, 'tags': ['a', None, {'b': amount}]} for day, city, units, amount in ROWS
]
MEMBERS = {'2024/sales.csv': CSV.encode(), 'notes.json': json.dumps(RECORDS[:3]).encode(), 'read me.txt': b'hello\n'}
MAIL = """From: Ada <ada@example.org>
To: b@example.org
Subject: =?utf-8?q?Ships_=C3=85?=
Date: Mon, 06 May 2024 10:00:00 +0200
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=utf-8

<p>Hello <b>all</b></p>
--b
Content-Type: text/csv; name=ships.csv
Content-Disposition: attachment; filename=ships.csv
Content-Transfer-Encoding: base64

YSxiCjEsMgozLDQK
--b
Content-Type: message/rfc822

From: c@example.org
Subject: inner

inside
--b--
"""


def write(name, content):
    with open(os.path.join(FOLDER, name), 'wb') as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def text():
    write('sales.csv', CSV)
    write('german.csv', CSV.replace(',', ';').replace('.', ',').encode('cp1252'))
    write('wide.csv', CSV.encode('utf-16'))
    write('sales.tsv', CSV.replace(',', '\t'))
    write('records.json', json.dumps(RECORDS))
    write('tree.json', json.dumps({'meta': {'page': 1}, 'data': RECORDS[:5]}, indent=1))
    write('records.jsonl', ''.join(json.dumps(each) + '\n' for each in RECORDS))
    write('notes.txt', 'A first line.\n\nÅ second line, with 1 234 things.\n' * 5)
    write('parts.eml', MAIL)
    write(
        'points.svg',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><title>t</title>'
        '<g><circle cx="1" cy="2" r="3"/><text x="1">hello</text></g></svg>',
    )


def arrays():
    np.save(os.path.join(FOLDER, 'grid.npy'), np.arange(60, dtype='<f4').reshape(3, 20))
    np.save(os.path.join(FOLDER, 'rows.npy'), np.array([(1, 2.5, 'x')], dtype=[('a', 'i4'), ('b', 'f8'), ('c', 'U4')]))
    np.savez(os.path.join(FOLDER, 'arrays.npz'), x=np.arange(5), y=np.ones((2, 3)), z=np.array(['a', 'bc']))


def archives():
    with zipfile.ZipFile(os.path.join(FOLDER, 'sales.zip'), 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, content in MEMBERS.items():
            archive.writestr(name, content)
    with py7zr.SevenZipFile(os.path.join(FOLDER, 'sales.7z'), 'w') as archive:
        for name, content in MEMBERS.items():
            archive.writestr(content, name)
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode='w') as archive:
        for name, content in MEMBERS.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    write('sales.tar', packed.getvalue())
    write('sales.tgz', gzip.compress(packed.getvalue()))
    write('sales.csv.gz', gzip.compress(CSV.encode()))
    write('sales.csv.bz2', bz2.compress(CSV.encode()))
    write('sales.tar.xz', lzma.compress(packed.getvalue()))


text()
arrays()
archives()
