"""Makes the input files of the reference programs in a folder, or runs programs on copies of them.

`make FOLDER` prints the names of the files; `run FOLDER` reads programs as a JSON list from standard input and prints for each
how it ended: null where it ran, else the name of the exception.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import matplotlib as mpl
import numpy as np
import pandas as pd
import xarray as xr

SECONDS = 20

Maker = Callable[[Path], object]


def main() -> None:
    mpl.use('Agg')
    action, folder = sys.argv[1], Path(sys.argv[2])
    if action == 'make':
        make_files(folder)
        print(json.dumps(sorted(path.name for path in folder.iterdir() if path.is_file())))
    else:
        print(json.dumps([run(code, folder) for code in json.load(sys.stdin)]))


def make_files(folder: Path) -> None:
    for name, make in MAKERS.items():
        make(folder / name)
    with zipfile.ZipFile(folder / 'logs.zip') as archive:
        archive.extractall(folder / 'logs')


def frame(names: str, rows: int = 9) -> pd.DataFrame:
    return pd.DataFrame({name: VALUES.get(name, VALUES['number'])[:rows] for name in names.split('|')})


VALUES: dict[str, list[Any]] = {
    'number': list(range(1, 10)),
    'name': [f'Person {at}' for at in range(9)],
    'department': ['IT', 'HR', 'Sales'] * 3,
    'salary': [40_000 + 7_000 * at for at in range(9)],
    'hire_date': [f'202{at % 4}-0{at + 1}-01' for at in range(9)],
    'order_date': [f'2024-0{at + 1}-15' for at in range(9)],
    'Date': [f'2024-0{at + 1}-15' for at in range(9)],
    'country': ['Spain', 'Italy', 'Chile'] * 3,
    'status': ['paid', 'open', 'paid'] * 3,
    'Status': ['paid', 'open', 'paid'] * 3,
    'Region': ['North', 'South', 'West'] * 3,
    'region': ['North', 'South', 'West'] * 3,
    'city': ['Rome', 'Bern', 'Oslo'] * 3,
    'host': ['alpha', 'beta', 'gamma'] * 3,
    'product': ['pen', 'cup', 'bag'] * 3,
    'event': ['open', 'click', 'close'] * 3,
    'user': ['ann', 'bob', 'eve'] * 3,
    'Net amount (EUR)': [10.5 * (at + 1) for at in range(9)],
    'fare': [3.5 * (at + 1) for at in range(9)],
}


def csv(names: str, separator: str = ',') -> Maker:
    return lambda path: frame(names).to_csv(path, sep=separator, index=False)


def text(content: str) -> Maker:
    return lambda path: path.write_text(content, 'utf-8')


def document(content: object) -> Maker:
    return text(json.dumps(content))


def logs(path: Path) -> None:
    with zipfile.ZipFile(path, 'w') as archive:
        for month in ('january', 'february'):
            archive.writestr(f'{month}.csv', frame('host|status').to_csv(index=False))
        archive.writestr('readme.txt', 'Logs of two months.\n')


def workbook(path: Path) -> None:
    with pd.ExcelWriter(path, engine='openpyxl') as writer:
        frame('region|revenue').to_excel(writer, sheet_name='Summary', index=False)
        frame('product|units|price').to_excel(writer, sheet_name='Details', index=False)
        frame('note').to_excel(writer, sheet_name='Notes', index=False, startrow=3)
        writer.sheets['Notes']['A1'] = 'Quarterly notes'


def climate(path: Path) -> None:
    with h5py.File(path, 'w') as file:
        file['temperature'] = np.arange(9.0)
        file['temperature'].attrs['units'] = 'K'
        file['station/names'] = np.arange(9)


def grid(path: Path) -> None:
    values = (('time', 'lat', 'lon'), np.ones((2, 3, 4)))
    xr.Dataset({'t2m': values, 'precip': values}, {'time': [0, 1]}).to_netcdf(path)


def shop(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.execute('CREATE TABLE orders (id INTEGER, customer INTEGER, total REAL)')
        connection.execute('CREATE TABLE customers (id INTEGER, email TEXT)')
        connection.execute('INSERT INTO orders VALUES (1, 1, 9.5)')
        connection.execute("INSERT INTO customers VALUES (1, 'a@b.example')")
        connection.commit()


USERS = [{'id': at, 'name': f'User {at}', 'address': {'city': 'Rome', 'zip': '1'}} for at in range(9)]
EVENTS = [{'event': 'open', 'user': 'ann', 'ts': at} for at in range(9)]
WIDE = '|'.join(f'column {at}' for at in range(400))

MAKERS: dict[str, Maker] = {
    'employees.csv': csv('name|department|salary|hire_date'),
    'orders.csv': csv('order_id|customer_id|amount|status|order_date'),
    'customers.csv': csv('customer_id|name|country'),
    'sales 2024.csv': csv('Order ID|Date|Region|Net amount (EUR)|Status', ';'),
    'wide.csv': csv(f'id|first|anything|{WIDE}'),
    'skipped.csv': text('Exported on,\n2024-01-01,\ncity,population\nRome,3\nBern,1\nOslo,2\n'),
    'bare.csv': text('Rome,3\nBern,1\nOslo,2\n'),
    'logs.zip': logs,
    'report.xlsx': workbook,
    'users.json': document(USERS),
    'config.json': document({'host': 'a', 'port': 1, 'debug': True}),
    'api.json': document({'total': 2, 'results': [{'id': 1, 'time_ms': 5}, {'id': 2, 'time_ms': 7}]}),
    'events.jsonl': text(''.join(json.dumps(event) + '\n' for event in EVENTS)),
    'settings.yaml': text('version: 1\nservices:\n  web:\n    environment: [A]\n'),
    'trips.parquet': lambda path: frame('pickup|dropoff|fare').to_parquet(path),
    'survey.dta': lambda path: frame('age|income').to_stata(path, write_index=False),
    'climate.h5': climate,
    'climate.nc': grid,
    'arrays.npz': lambda path: np.savez(path, weights=np.arange(3), bias=np.arange(2)),
    'shop.db': shop,
}


def run(code: str, folder: Path) -> str | None:
    """The program in a process and a folder of its own, so that nothing it changes meets the next."""
    with tempfile.TemporaryDirectory() as work:
        shutil.copytree(folder, work, dirs_exist_ok=True)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            os.write(writer, fault(code, work).encode())
            os._exit(0)
        os.close(writer)
        with open(reader, 'rb') as pipe:
            ended = pipe.read().decode()
        _, status = os.waitpid(child, 0)
        return 'killed' if status != 0 else ended or None


def fault(code: str, work: str) -> str:
    signal.alarm(SECONDS)
    os.chdir(work)
    Path('script.py').write_text(code, 'utf-8')
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    try:
        exec(compile(code, 'script.py', 'exec'), {'__name__': '__main__', '__file__': 'script.py'})
    except SystemExit:
        return ''
    except BaseException as error:
        return type(error).__name__
    return ''


if __name__ == '__main__':
    main()
