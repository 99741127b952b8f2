"""Writes wide files into the folder given: a table, a workbook, a tree and an archive."""

import csv
import json
import sys
import zipfile
from pathlib import Path

from openpyxl import Workbook

folder = Path(sys.argv[1])
columns = [f'Sensor {number} reading (mean, °C)' for number in range(197)]

with (folder / 'plant.csv').open('w', newline='', encoding='utf-8') as file:
    table = csv.writer(file)
    table.writerow(['station', *columns[:25], 'net_weight_kg', 'shift lead', *columns[25:]])
    for row in range(5):
        readings = range(row, row + 197)
        table.writerow([f'station {row}', *readings[:25], 12.5 + row, f'lead {row}', *readings[25:]])

book = Workbook()
book.remove(book.active)
for number in range(40):
    sheet = book.create_sheet(f'Region {number}' if number != 15 else 'Freight costs')
    sheet.append([f'Month {month} of year {number}' for month in range(25)])
    sheet.append(list(range(25)))
book.save(folder / 'regions.xlsx')


def deep(level: int) -> object:
    if level == 0:
        return [{f'field_{name}': name for name in range(30)} for _ in range(3)]
    return {f'branch_{level}_{side}': deep(level - 1) for side in ('left', 'right')}


(folder / 'tree.json').write_text(json.dumps({'meta': {'v': 1}, 'items': deep(6)}), encoding='utf-8')

with zipfile.ZipFile(folder / 'deliveries.zip', 'w') as archive:
    for day in range(1, 61):
        header = ','.join(f'delivered item {number}' for number in range(40))
        archive.writestr(f'2024/day-{day:02}.csv', f'{header}\n{",".join(["1"] * 40)}\n')
