"""Compares each fast way to read JSON with the plain one on tricky documents, and prints one JSON line per way."""

import json
import os
import random
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / 'src/python'))

from describers.base.loading import run
from describers.base.problem import FileProblem
from describers.encoding.text_encoding import Encoding
from describers.trees import item_stream, joined_lines, json_shape, large_document

UTF8 = Encoding('utf-8', 1.0)
KEYS = ['id', 'name', 'a.b', 'a', '\u202ehidden', 'k\nx', 'x' * 300, '', 'é"{', 'date', '[}]']
VALUES = [
    1, 2.5, None, True, 'x', '2024-01-01', '}{"', '\\"}', '\\', '],[', '\u2028', '-Infinity', 10**20, -0.0, 'é' * 30, [], {}, [1, 2],
    {'a': 1}, {'a': {'b': [{'c': {'d': '}'}}]}}, [{'q': 1}, {'r': [{'s': {}}]}], [{}, 1],
]  # fmt: skip
LINES = [
    '', '  ', '\xa0', '{bad', '1,2', '[1', '2]', '"open', 'NaN', '-Infinity', 'Infinity', '{"a":1} x', '\ufeff{}', '{"a":1}\x85',
    '"\u2028 in"', '\x1e{"a":1}', '"a",null,"b"', '1\r', '\xa01', '1,-Infinity,2', '"-Infinity"', '[' * 900 + ']' * 900, '{"a":',
    '"\\ud800"', '\t[1 , 2]\t', '"tab\there"',
]  # fmt: skip


def objects(dice, flat):
    """One object of few or many keys."""
    return {key: dice.choice(VALUES[:15] if flat else VALUES) for key in dice.sample(KEYS, dice.randrange(len(KEYS)))}


def arrays():
    """Arrays of objects, of one or of many forms, or of anything."""
    dice = random.Random(7)
    for _ in range(400):
        kind, count = dice.choice(['flat', 'nested', 'same', 'any']), dice.choice([0, 1, 2, 9, 80])
        if kind == 'any':
            yield [dice.choice(VALUES) for _ in range(count)]
        elif kind == 'same':
            form = objects(dice, flat=False)
            yield [form if dice.random() < 0.95 else objects(dice, flat=False) for _ in range(count)]
        else:
            yield [objects(dice, kind == 'flat') for _ in range(count)]


def documents():
    """The text of the arrays in several layouts; some are damaged."""
    dice = random.Random(8)
    for array in arrays():
        text = json.dumps(array, ensure_ascii=dice.random() < 0.5, indent=dice.choice([None, None, 1]))
        text = text if dice.random() < 0.7 else text.replace('}, {', '},\r\n{').replace('2.5', 'NaN')
        at = dice.randrange(len(text) + 1)
        yield dice.choice(
            [text] * 5 + [text[:at], f'{text[:at]},{text[at:]}', f' {text} \n', f'{text}1', f'{text[:at]}]{text[at:]}']
        )


def lines():
    """Values that are parsed many lines at a time."""
    dice = random.Random(9)
    joined_lines.BLOCK = 300
    for array in arrays():
        rows = [json.dumps(value, ensure_ascii=dice.random() < 0.5) for value in array]
        for _ in range(dice.choice([0, 0, 1, 1, 2, 3])):
            rows.insert(dice.randrange(len(rows) + 1), dice.choice(LINES))
        Path('lines').write_bytes(dice.choice(['\n', '\r\n', '\r']).join(rows).encode('utf-8', 'surrogatepass'))
        fast = joined_lines.parse_at_once('lines', UTF8)
        if fast is not None:
            yield (
                fast,
                _or_problem(lambda: [json.loads(line) for line in open('lines', encoding='utf-8') if line.strip()]),
            )


def streams():
    """Items that are parsed in small blocks, and some that are damaged."""
    dice = random.Random(10)
    for text in documents():
        item_stream.BLOCK = dice.choice([1, 2, 7, 64, 1 << 20])
        Path('document').write_text(text, encoding='utf-8', newline='')
        with open('document', encoding='utf-8') as file:
            stream = item_stream.ItemStream(file, json.JSONDecoder())
            fast = _or_problem(lambda: [item for batch in stream.batches() for item in batch])
        value = _or_problem(lambda: json.load(open('document', encoding='utf-8')))
        yield fast, value if isinstance(value, list) else 'problem'


def patterns():
    """What the `load` of a large document gives, and how many items and levels are said to be there."""
    item_stream.BLOCK = 64
    for text in documents():
        Path('document.json').write_text(text, encoding='utf-8', newline='')
        described = _or_problem(lambda: large_document.describe_large('document.json', UTF8)[0])
        if described == 'problem' or not described['load'].startswith('('):
            continue
        value = json.load(open('document.json', encoding='utf-8'))
        fast = (list(run(described['load'])), described['itemCount'], described['depth'])
        yield fast, (value, len(value), _depth(value))


def keys():
    """Keys of objects of which many have the same form."""
    for array in arrays():
        items = [
            {1: 'true'},
            {True: 'true'},
            *(item for item in array if isinstance(item, dict)),
            {1: 'one'},
        ]
        fast = json_shape.describe_keys(items)[0]
        found = {}
        for item in items:
            names = set()
            json_shape._collect(item, '', names, found)
            for name in names:
                found[name].holders += 1
        kept = list(found.items())[: json_shape.MAX_KEYS]
        yield (
            [(key['name'], key['types'], key['presence']) for key in fast],
            [(name, sorted(key.types), round(min(1, key.holders / len(items)), 4)) for name, key in kept],
        )


def depths():
    """How deep arrays are."""
    for array in arrays():
        yield json_shape.depth(array), _depth(array)


def _depth(value):
    if not isinstance(value, (dict, list)):
        return 0
    return 1 + max(map(_depth, value.values() if isinstance(value, dict) else value), default=0)


def _or_problem(look):
    try:
        return look()
    except (FileProblem, ValueError):
        return 'problem'


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for way in (lines, streams, patterns, keys, depths):
            pairs = [(repr(fast), repr(plain_way)) for fast, plain_way in way()]
            differences = [f'{fast[:300]} {plain_way[:300]}' for fast, plain_way in pairs if fast != plain_way]
            print(json.dumps({'way': way.__name__, 'cases': len(pairs), 'differences': differences[:3]}))


if __name__ == '__main__':
    main()
