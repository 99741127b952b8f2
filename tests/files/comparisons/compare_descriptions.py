"""Describes generated tables in fast and in slow ways, whole and in chunks, and prints one JSON line per table."""

import json
import os
import random
import sys
import tempfile
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / 'src/python'))

from describers.base.problem import FileProblem
from describers.tables import chunked_table, delimited, first_records, record_blocks
from describers.tables.census import take_census

NULLS = ['', '', '', 'NA', 'NULL', 'nan', 'None', 'n/a', '#N/A', '<NA>', '-NaN', 'null', ' ', 'NAN', 'none']
ODD = [' 7', '7 ', '+5', '0x1F', 'inf', '-inf', '1e400', '1_000', '007', '-0', '1e5', '.5', '5.', '9007199254740993',
       '9223372036854775808', '18446744073709551615', '--', '1-2', 'TRUE', 'true', 'Yes', '12:30', '1,5', '1.234,5', '1,234',
       '2024-02-30', '2024-01-01', '٣', '1d5', 'Infinity', '1e-400', '123456789012345678901234567890']  # fmt: skip


COLUMNS = {
    'count': lambda dice: str(dice.randrange(1, 1000)),
    'serial': lambda dice: str(dice.randrange(10**12)),
    'signed': lambda dice: str(dice.randrange(-500, 500)),
    'price': lambda dice: f'{dice.random() * 1000:.2f}',
    'long_float': lambda dice: repr(dice.random() * 10 ** dice.randrange(-5, 9)),
    'scientific': lambda dice: f'{dice.random() * 1e9:e}',
    'whole_float': lambda dice: f'{dice.randrange(100)}.0',
    'flag': lambda dice: dice.choice(['True', 'False']),
    'shout': lambda dice: dice.choice(['TRUE', 'FALSE', 'true', 'false']),
    'yes': lambda dice: dice.choice(['yes', 'no']),
    'name': lambda dice: dice.choice(['Ann', 'Bob', 'Zoë', 'O"Neil', 'Smith, J', '日本', "d'Arc"]),
    'mixed': lambda dice: dice.choice(['12', 'x12', '7.5', 'n']),
    'code': lambda dice: f'{dice.randrange(100_000):05}',
    'big_code': lambda dice: str(dice.randrange(10**16, 10**17)),
    'day': lambda dice: f'{dice.randrange(1990, 2030)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}',
    'moment': lambda dice: f'2024-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}T{dice.randrange(24):02}:05:06',
    'minute': lambda dice: f'2024-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02} {dice.randrange(24):02}:05',
    'fraction': lambda dice: f'2024-{dice.randrange(1, 13):02}-03 10:05:06.{dice.randrange(1000):03}',
    'zulu': lambda dice: f'2024-{dice.randrange(1, 13):02}-03T10:05:06Z',
    'german_day': lambda dice: f'{dice.randrange(1, 29):02}.{dice.randrange(1, 13):02}.2024',
    'us_day': lambda dice: f'{dice.randrange(1, 13):02}/{dice.randrange(1, 29):02}/2024',
    'unclear_day': lambda dice: f'{dice.randrange(1, 13):02}/{dice.randrange(1, 13):02}/2024',
    'spelled_day': lambda dice: f'{dice.randrange(1, 29)} {dice.choice(["Jan", "May", "Dec"])} 2024',
    'american_day': lambda dice: f'{dice.choice(["January", "May"])} {dice.randrange(1, 29)}, 2024',
    'customer': lambda dice: f'Customer {dice.randrange(10**5)}',
    'zero': lambda dice: dice.choice(['0.0', '-0.0', '-0', '0.5']),
    'comma_decimal': lambda dice: f'{dice.random() * 999:.2f}'.replace('.', ','),
    'thousands': lambda dice: f'{dice.randrange(10**6):,}',
    'european': lambda dice: f'{dice.random() * 1e6:,.2f}'.translate(str.maketrans(',.', '.,')),
    'swiss': lambda dice: f'{dice.random() * 1e6:,.2f}'.replace(',', "'"),
    'host': lambda dice: f'10.0.{dice.randrange(9)}.{dice.randrange(9)}',
    'text': lambda dice: ' '.join(dice.choices(['red', 'blue', 'line\nend', '"quoted"', 'a;b|c\td,e'], k=3)),
    'note': lambda dice: dice.choice(['', '', '', 'x']),
    'nothing': lambda dice: '',
}


# Kinds that the fast path leaves to pandas, most of the time.
RARE = ('mixed', 'fraction', 'zulu', 'unclear_day', 'host', 'swiss', 'comma_decimal', 'thousands', 'european')


TROUBLES = [
    'none',
    'none',
    'none',
    'nulls',
    'nulls',
    'nulls',
    'odd',
    'odd',
    'odd late',
    'ragged',
    'short',
    'long',
    'pair',
    'total',
    'note',
    'blank',
    'nul',
    'bytes',
]
SHORTER = [
    lambda row: row[:-1],
    lambda row: row[:2],
    lambda row: row[:1],
    lambda row: ['007' for _ in row[1:]],
    lambda row: ['', *row[2:]],
]
LONGER = [lambda row: [*row, 'more'], lambda row: [*row, ''], lambda row: [*row, '', 'NA'], lambda row: ['0', *row]]


def generate(seed):
    """The bytes of a table with one dialect and at most a few troubles."""
    dice = random.Random(seed)
    delimiter = dice.choice(',,,;\t|')
    kinds = dice.choices(list(COLUMNS), [1 if kind in RARE else 6 for kind in COLUMNS], k=dice.randrange(2, 9))
    rows = [[COLUMNS[kind](dice) for kind in kinds] for _ in range(dice.choice([60, 200, 600]))]
    trouble = dice.choice(TROUBLES)
    if trouble == 'nulls':
        column, share = dice.randrange(len(kinds)), dice.choice([0.01, 0.3, 0.97])
        for row in rows:
            row[column] = dice.choice(NULLS) if dice.random() < share else row[column]
    for _ in range({'odd': 3, 'odd late': 1}.get(trouble, 0)):
        row = -1 if trouble == 'odd late' else dice.randrange(len(rows))
        rows[row][dice.randrange(len(kinds))] = dice.choice(ODD + NULLS)
    changes = {'ragged': SHORTER + LONGER, 'short': SHORTER, 'long': LONGER}.get(trouble)
    for _ in range(dice.choice([1, 1, 2, 5, 30]) if changes else 0):
        row = dice.choice([rows[-1], dice.choice(rows), dice.choice(rows)])
        row[:] = dice.choice(changes)(row)
    if trouble == 'pair':
        row = dice.randrange(len(rows) - 1)
        rows[row : row + 2] = [rows[row][:-1], [*rows[row + 1], 'more']]
    if trouble == 'note':
        rows += dice.choice(
            [[[''], ['Source: x']], [[''], ['Source: x'], ['Note: y']], [['Source: x']], [[''], ['x'], rows[-1]]]
        )
    if trouble == 'total':
        rows.append(['Total', *([''] * (len(kinds) - 1))])
    names = [f'{kind} {at}' for at, kind in enumerate(kinds)]
    header = dice.choice([[names], [names], [names], [['Report'], [], names], []])
    quoting = dice.random() < 0.2
    end = dice.choice(['\n'] * 6 + ['\r\n'] * 6 + ['\r'])
    lines = [delimiter.join(_cell(cell, delimiter, quoting) for cell in row) for row in header + rows]
    if trouble == 'blank':
        lines.insert(dice.randrange(len(lines)), dice.choice(['', ' ', '\t']))
    text = end.join(lines) + dice.choice([end, ''])
    data = text.encode(dice.choice(['utf-8'] * 6 + ['utf-8-sig'] * 2 + ['cp1252']), 'replace')
    at = len(data) * 3 // 4
    damage = {'nul': b'\0', 'bytes': b'\xff\xe9'}.get(trouble, b'')
    return data[:at] + damage + data[at:]


def _cell(text, delimiter, quoting):
    if quoting or any(mark in text for mark in (delimiter, '"', '\n')):
        return f'"{text.replace(chr(34), chr(34) * 2)}"'
    return text


def compare(name, data):
    """Whether the fast ways dared to answer, and where their answers differ from the slow ones."""
    Path(name).write_bytes(data)
    whole, chunks = _compare_whole(name), _compare_chunks(name)
    return {
        'fast': whole is not None,
        'fastChunks': chunks is not None,
        'differences': [*(whole or []), *(chunks or [])],
    }


def _compare_whole(name):
    """By the layout of the first records, or else by that of a larger part with rows of any width."""
    layout = delimited.layout_of(name, ',')
    first = delimited._sure(first_records.layout_of_first, name, ',')
    fast = (first and delimited._sure(delimited._look_fast, name, first, only_even=True)) or delimited._sure(
        delimited._look_fast, name, layout
    )
    return fast and _differences(*map(delimited._in_words, (fast, delimited._look_at_all(name, layout))))


def _compare_chunks(name):
    """Rows that are counted as bytes, beside rows that are read by the csv module."""
    layout = delimited.layout_of(name, ',')
    try:
        head = delimited._head_table(name, layout)
        fast = chunked_table._read_regular(name, layout, head)
    except (record_blocks.Unsure, FileProblem):
        return None
    slow = chunked_table._read_all(name, layout, head, take_census(name, layout))
    return _differences(_words_of(layout, fast), _words_of(layout, slow))


def _words_of(layout, read):
    table, load, described = read
    return delimited._in_words(delimited.Look(layout, table, load, described))


def _differences(fast, slow):
    return [[key, fast[key], slow[key]] for key in slow if fast[key] != slow[key]]


def main(first, count):
    warnings.simplefilter('ignore')
    record_blocks.BLOCK = 1 << 12  # many blocks in small files
    first_records.FIRST = 1 << 12
    chunked_table.CHUNK_ROWS = (100,)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for seed in range(first, first + count):
            print(json.dumps({'seed': seed, **compare('table.csv', generate(seed))}, default=str))


if __name__ == '__main__':
    main(int(sys.argv[1]), int(sys.argv[2]))
