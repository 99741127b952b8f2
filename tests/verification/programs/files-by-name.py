"""Paths, names and settings that look like trouble and are none."""

import configparser
import functools
import json
import logging
import os
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import sympy as sp
import yaml

matplotlib.use('Agg')
os.environ['OMP_NUM_THREADS'] = '1'
os.environ.setdefault('PYTHONHASHSEED', '0')
plt.rcParams.update({'figure.figsize': (6, 4), 'text.usetex': False})
plt.rcParams['axes.grid'] = True

logging.basicConfig(filename='run.log', level=logging.INFO)
logging.getLogger().addHandler(logging.FileHandler('details.log'))
logging.info('requests to %s', '/etc/passwd')

PATHS = {'sales': 'sales.csv', 'report': os.path.join('out', 'report.json')}


@dataclass
class Source:
    path: str
    kind: str = 'csv'

    def read(self):
        readers = {'csv': pd.read_csv, 'json': pd.read_json}
        return readers[self.kind](self.path)


def load(name, folder='.'):
    return pd.read_csv(os.path.join(folder, name))


def save(data, path):
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(data, file)


df = Source(PATHS['sales']).read()
both = pd.concat(map(pd.read_csv, ['a.csv', 'b.csv']))
more = [load(name) for name in sorted(os.listdir('.')) if name.endswith('.csv')]
readers = functools.partial(pd.read_csv, sep=';')
third = readers('c.csv')
os.makedirs('out', exist_ok=True)
save({'rows': len(df)}, PATHS['report'])

# A log has system paths as data.
hits = pd.DataFrame({'path': ['/etc/passwd', '/home/ada/x', '/var/log/syslog'], 'n': [1, 2, 3]})
suspicious = hits[hits['path'].str.startswith('/etc/')]
print(hits[hits['path'].isin(['/etc/passwd', '/root/x'])], suspicious)
counts = Counter(['/home/ada/x', '/etc/hosts'])
print(counts['/etc/hosts'], '/etc/passwd' in counts, re.findall('/var/log/(\\w+)', '/var/log/syslog'))
by_folder = defaultdict(list)
by_folder['/etc'].append('/etc/passwd')
print(hits.replace('/etc/passwd', 'secret'), hits.query("path == '/etc/passwd'"), hits.eval('n * 2'))
prices = pd.DataFrame({'open': [1.0], 'close': [2.0]})
print(prices.query('open < close'), prices.eval('close - open'))

settings = configparser.ConfigParser()
settings.read('settings.ini')
settings.read_string('[a]\nb = 1')
with tempfile.TemporaryDirectory() as folder:
    with open(os.path.join(folder, 'x.txt'), 'w') as file:
        file.write('/etc/passwd\n')
with tempfile.NamedTemporaryFile(suffix='.csv', prefix='part_') as file:
    file.write(b'a\n1\n')
with zipfile.ZipFile('all.zip', 'w') as archive:
    archive.write('sales.csv', arcname='data/sales.csv')
con = sqlite3.connect('file:app.db?mode=ro', uri=True)
rows = con.execute("SELECT path FROM files WHERE path LIKE '/etc/%'").fetchall()
config = yaml.load('a: 1', Loader=yaml.SafeLoader)
array = np.load('a.npy', allow_pickle=False)
options = {'mmap_mode': 'r'}
mapped = np.load('a.npy', **options)
x = sp.symbols('x')
print(sp.sympify('x**2 + sin(x)'), sp.solve('x**2 - 4', x), sp.lambdify(x, 'x + 1')(2))
out = open(sys.stdout.fileno(), 'w', encoding='utf-8', closefd=False)
print('..', '...', './sales.csv', '../' in 'text', file=out)
for part in Path('out').glob('*.json'):
    part.rename(part.with_suffix('.bak'))
code = ''.join(chr(c) for c in [104, 105])
print(code, bytes([104, 105]).decode(), '{0[a]}'.format({'a': 1}), getattr(df, 'shape'), f'{code!r:>10}')
pages = ['/home', '/etc', '/proc/1']
print(max(pages), sorted(pages), '/'.join(pages), {page: len(page) for page in pages})
