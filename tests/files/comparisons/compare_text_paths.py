"""Compares each fast way to look at text with the plain one on tricky texts, and prints one JSON line per way."""

import json
import os
import random
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3] / 'src/python'))

from describers.base import plain
from describers.base.problem import FileProblem
from describers.encoding import file_encoding
from describers.encoding.text_encoding import detect_encoding
from describers.outlines import outline
from describers.text import log, text_scan
from describers.text.log_patterns import MAX_LINE, PATTERNS
from describers.text.word_count import ASCII_SPACES, OTHER_SPACES, count_block

PIECES = [
    '\n', '\r\n', '\r', '\u2028', '\u2029', '\x85', '\xa0', '\ufeff', '\0', '\x1c', '\x1f', '\x0b', '\x0c', '\u3000', '\u1680',
    '\u180e', '\u2009', '\u200b', '\t', ' ', '  ', '\x1b$B', 'é', '日本', '😀', '\U00012000', 'word', 'a b', 'TITLE', '1. x',
    '===', '---', '# head', '\n\n',
]  # fmt: skip
UTF8 = file_encoding.Encoding('utf-8', 1.0)
ENCODINGS = ['utf-8'] * 6 + ['utf-8-sig', 'utf-16', 'utf-16-le', 'utf-32', 'cp1252']
TIMES = [
    '2024-01-01 10:00:0{} INFO started', '2024-01-01T10:00:0{},123 WARN x', 'Oct 1{} 22:14:15 host app[12]: word',
    '127.0.0.1 - - [10/Oct/2000:13:55:3{} -0700] "GET / HTTP/1.0" 200 2326', '1.1.1.1 - - [10/Foo/2000:1{}] "GET" 200 -',
    '1.1.1.1 - - [10/Oct/--00:1{}] "GET" 200 -', '<34>1 2003-10-11T22:14:1{}.003Z h a p m - hi', '<34>1 - h a p m - {}',
    '2024/01/31 10:00:0{} [error] 12#34: *5 boom', 'ERROR 2024-01-01 10:00:0{} - x', 'info: y{}',
    '٢٠٢٤-01-01 10:00:0{} INFO digits', '2024-01-01 10:00:0{} INFO a\u2028b\x85c', '1.1.1.1 - - [a{}\u202e] "x" 200 5',
    '1.1.1.1 - - [a{}', ']] "x" 200 5 {}', '   at java.x({})', '', ' \x0b ', 'x' * MAX_LINE + '{}',
    '1.1.1.1 - - [1{}] "' + 'y' * MAX_LINE + '" 200 5',
]  # fmt: skip


def texts():
    """Texts of few or many of the pieces."""
    dice = random.Random(4)
    for _ in range(400):
        pieces = dice.sample(PIECES, dice.randrange(2, len(PIECES))) + ['word', '\n'] * dice.randrange(4)
        yield ''.join(dice.choice(pieces) for _ in range(dice.choice([1, 5, 60, 600])))


def files():
    """Bytes in several encodings; the end of some is cut off, and some hold a wrong byte."""
    dice = random.Random(5)
    for text in texts():
        data = text.encode(dice.choice(ENCODINGS), 'replace')
        cut = len(data) - dice.choice([0, 0, 0, 1, 2, 3])
        wrong = dice.choice([b'', b'', b'', b'\xff', b'\xe6\x97', b'\0' * 9])
        at = dice.randrange(len(data) + 1)
        yield data[:at] + wrong + data[at:cut]


def spaces():
    """Every character: whether it divides words."""
    known = {code for first, length in ASCII_SPACES + OTHER_SPACES for code in range(first, first + length)}
    yield known, {code for code in range(sys.maxunicode + 1) if chr(code).isspace()}


def visible():
    """Every character: whether it is shown."""
    for code in (*range(0x20000), *range(0xE0000, 0xE0200), sys.maxunicode):
        shown = plain._visible(chr(code))
        yield plain.clean_text(chr(code)), shown
        named = chr(code) if chr(code) in '\t\r\n' or plain.unicodedata.category(chr(code)) not in plain.HIDDEN else ''
        yield plain.clean_name(chr(code)), named


def words():
    """Texts that are counted in blocks of several sizes."""
    for text in texts():
        for size in (1, 2, 3, 64, 1 << 16):
            counted, lines, after_space = 0, 0, True
            for at in range(0, len(text), size):
                counts = count_block(text[at : at + size], after_space)
                counted, lines, after_space = counted + counts.words, lines + counts.lines, counts.ends_in_space
            yield (counted, lines), (len(text.split()), text.count('\n'))


def scans():
    """Files that are scanned in small blocks."""
    text_scan.BLOCK = 3
    for data in files():
        Path('text').write_bytes(data)
        try:
            encoding = detect_encoding(data)
        except FileProblem:
            continue
        text = open('text', encoding=encoding.codec, errors=encoding.errors).read()
        expected = (text, text.count('\n') + (text[-1:] not in ('', '\n')), len(text.split()))
        yield (
            _or_problem(lambda: tuple(vars(text_scan.scan_text('text', encoding)).values())),
            expected if expected[2] else 'problem',
        )


def encodings():
    """Files that small blocks show to be plain UTF-8."""
    file_encoding.BLOCK = 5
    for data in files():
        Path('text').write_bytes(data)
        plain_utf8 = _or_problem(lambda: file_encoding._is_plain_utf8('text'))
        if plain_utf8:
            detected = _or_problem(lambda: detect_encoding(data))
            yield (UTF8 if plain_utf8 is True else plain_utf8), detected


def headings():
    """Titles of plain text, looked for in every line."""
    for text in texts():
        lines = text.splitlines()
        yield list(outline._plain(lines)), list(_every_title(lines))


def log_lines():
    """Logs matched in blocks of lines."""
    dice = random.Random(6)
    log.LINES = 500
    for _ in range(300):
        pattern = dice.choice(PATTERNS)
        forms = dice.sample(TIMES[:-2], dice.randrange(1, 5)) + dice.sample(TIMES, dice.randrange(2))
        lines = [dice.choice(forms).replace('{}', str(dice.randrange(10))) for _ in range(dice.choice([1, 5, 60]))]
        Path('log').write_bytes(dice.choice(['\n', '\r\n', '\r']).join(lines).encode())
        found = log.match_lines(pattern, log._line_blocks('log', UTF8))
        yield tuple(vars(found).values()), _line_by_line(pattern)


def _line_by_line(pattern):
    count, unmatched, levels, first, last = 0, 0, {}, '', ''
    for number, line in enumerate(open('log', encoding='utf-8'), 1):
        match = re.match(pattern.regex, line[:MAX_LINE])
        if match is None:
            unmatched = unmatched or (number if line.strip() else 0)
            continue
        count += 1
        level = match.groupdict().get('level')
        levels[level] = levels.get(level, 0) + 1
        try:
            iso = plain.clean_text(pattern.to_iso(match.groupdict().get('time')), 40)
        except (TypeError, KeyError, ValueError):
            continue
        first = iso if not first or (iso < first and not iso.startswith('--')) else first
        last = iso if iso > last or iso.startswith('--') else last
    levels.pop(None, None)
    return (count, first, last, levels, unmatched)


def _every_title(lines):
    for before, line, after in zip(['', *lines], lines, [*lines[1:], ''], strict=False):
        title = line.strip()
        if not outline._is_title(title) or line[0] in ' \t':
            continue
        underlined = outline._underlines(after, 'txt') and len(after.strip()) >= 0.6 * len(title)
        alone = not before.strip() and not after.strip() and not title.endswith(outline.SENTENCE_END)
        if underlined or (alone and (outline.NUMBERED.fullmatch(title) or outline._is_capitals(title))):
            yield plain.clean_text(title, outline.MAX_TITLE)


def _or_problem(look):
    try:
        return look()
    except FileProblem:
        return 'problem'


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for way in (spaces, visible, words, encodings, scans, headings, log_lines):
            pairs = list(way())
            differences = [repr(pair)[:600] for pair in pairs if pair[0] != pair[1]]
            print(json.dumps({'way': way.__name__, 'cases': len(pairs), 'differences': differences[:3]}))


if __name__ == '__main__':
    main()
