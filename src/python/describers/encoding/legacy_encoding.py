"""Guesses among the encodings from before Unicode."""

import codecs
import re
import unicodedata
from collections import Counter

from describers.encoding.latin_letters import guess_latin

HIGH = re.compile(rb'[\x80-\xff]')
KANA = re.compile('[\u3041-\u30fe]')
KANA_WORD = re.compile('[\u3041-\u3096]{2}|[\u30a1-\u30fe]{2}')
GREEK_CAPITAL = re.compile('¶[α-ώ]')  # an alpha with an accent, in the Greek of ISO
WHOLE_WORD = re.compile(r'[^\W\d_a-zA-Z]{3,}')
# Scripts other than Latin, in which words are written in small letters, perhaps behind a capital, or in capitals.
SCRIPTS = ('cp1251', 'koi8-r', 'cp1253', 'cp1255', 'cp1256')
# Preferred where the bytes mean the same in them.
USUAL = ('cp1252', 'koi8-r')
TURKISH = re.compile('[ğışİĞŞ]')
NOT_TURKISH = re.compile('[áíóúæåøãõñèàßÁÍÓÚÆÅØ]')
# EBCDIC and the code pages of DOS: nearly any bytes are text in them, and nearly no file is written in them.
OLD = re.compile(
    r'cp(?:037|273|424|437|500|7\d\d|85[02-46-8]|86[0-57-9]|875|1006|1026|112\d|1140)|hp.roman8|ptcp154|kz1048'
)
SURE = 0.8
PERHAPS = 0.5
SAMPLE = 1 << 16
AGREEMENT = 0.85
PARTS = 8
LAST_RESORT = ('cp1252', 0.1)
MULTI_BYTE = (
    'cp932',
    'shift_jis',
    'gb18030',
    'gb2312',
    'gbk',
    'big5',
    'big5hkscs',
    'cp949',
    'euc_kr',
    'euc_jp',
    'johab',
)
LATIN = re.compile(rb'(?<=[A-Za-z])[\x80-\xff](?=[a-z,;.\s"])')
SIGNS = re.compile(
    rb'(?<![\x80-\xff])[\x80\x82\x84\x85\x91-\x97\x99\xa0\xa3\xa5\xa7\xa9\xab\xae\xb0-\xb5\xb7\xbb](?![\x80-\xff])'
)
MIN_LATIN = 0.4
MIN_KANA, MIN_KANA_SHARE = 6, 0.25
# What detectors answer, and the superset that real files use.
SUPERSETS = {
    'shift_jis': 'cp932',
    'gb2312': 'gb18030',
    'gbk': 'gb18030',
    'euc_kr': 'cp949',
    'iso8859-1': 'cp1252',
    'iso8859-8': 'cp1255',
    'iso8859-9': 'cp1254',
    'ascii': 'cp1252',
}


def guess_legacy(data: bytes) -> list[tuple[str, float]]:
    """Codecs with a confidence, the likeliest first; the caller checks that the whole file decodes."""
    name, confidence = _by_chardet(data[:SAMPLE]) if HIGH.search(data, 0, SAMPLE) else (None, 0)
    if name and confidence >= AGREEMENT:  # the file says it itself, or nothing else fits
        return [(codecs.lookup(name).name, confidence), (_refine(data[:SAMPLE], name), confidence), LAST_RESORT]
    part = _telling_part(data)
    latin = guess_latin(part)
    if latin:
        return [latin, LAST_RESORT]
    answers = [_by_chardet(part), _by_charset_normalizer(part)]
    if answers[0][1] < SURE:
        answers.insert(0, _by_vote(part))
    guesses = [
        (codec, round(confidence, 2))
        for name, confidence in answers
        if name and _is_likely(part, codec := _refine(part, name), confidence)
    ]
    if len(guesses) > 1 and _decode(part, guesses[0][0]) == _decode(part, guesses[1][0]):
        guesses = [(guesses[0][0], max(AGREEMENT, guesses[0][1]))]
    if not guesses:
        guesses = [(codec, PERHAPS) for codec in SCRIPTS if _writes_words(_decode(part, codec))]
    if len(SIGNS.findall(part)) == len(HIGH.findall(part)):
        guesses.insert(0, ('cp1252', AGREEMENT))  # nothing but signs such as € and quotation marks
    return [*guesses, LAST_RESORT]


def _is_likely(part: bytes, codec: str, confidence: float) -> bool:
    if confidence < SURE and OLD.fullmatch(codec):
        return False
    words = WHOLE_WORD.findall(_decode(part, codec) or '')
    if words and all('LATIN' in unicodedata.name(letter, '') for word in words for letter in word):
        return False  # no language writes in accented letters alone
    if len(LATIN.findall(part)) < MIN_LATIN * len(HIGH.findall(part)):
        return True
    # Accents in Latin words: a double-byte encoding would take the letter behind each for a part of a character, another script mix both.
    letters = [character for character in _decode(part, codec) or '' if character > '\x7f' and character.isalpha()]
    return codec not in MULTI_BYTE and 2 * sum('LATIN' in unicodedata.name(each, '') for each in letters) >= len(
        letters
    )


def _writes_words(text: str | None) -> bool:
    words = WHOLE_WORD.findall(text or '')
    return bool(words) and all(word == word.capitalize() or word in (word.lower(), word.upper()) for word in words)


def _by_vote(part: bytes) -> tuple[str | None, float]:
    """What most parts of a text say, of which a damaged byte spoils but one."""
    lines = part.splitlines(keepends=True)
    size = max(1, len(lines) // PARTS)
    votes = Counter(_by_chardet(b''.join(lines[at : at + size]))[0] for at in range(0, len(lines), size))
    (name, count), *_ = votes.most_common(1) or [(None, 0)]
    return (name, 0.5) if 2 * count > votes.total() > 1 else (None, 0)


def _by_chardet(part: bytes) -> tuple[str | None, float]:
    try:
        import chardet
    except ImportError:
        return None, 0
    found = chardet.detect(part)
    return found['encoding'], found['confidence'] or 0


def _by_charset_normalizer(part: bytes) -> tuple[str | None, float]:
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return None, 0
    best = from_bytes(part).best()
    return (None, 0) if best is None else (best.encoding, 0.3)


def _refine(part: bytes, name: str) -> str:
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return name
    codec = SUPERSETS.get(codec, codec)
    western = _decode(part, 'cp1252')
    if western is not None and codec.startswith('mac'):
        codec = 'cp1252'
    text = _decode(part, codec)
    codec = next((usual for usual in USUAL if text is not None and _decode(part, usual) == text), codec)
    if codec == 'cp1252' and TURKISH.search(_decode(part, 'cp1254') or '') and not NOT_TURKISH.search(western or ''):
        return 'cp1254'
    japanese = _decode(part, 'euc_jp') or ''
    if (codec in ('gb18030', 'big5') and KANA_WORD.search(japanese)) or (codec == 'cp949' and _is_japanese(japanese)):
        return 'euc_jp'
    return 'iso8859-7' if codec == 'cp1253' and GREEK_CAPITAL.search(text or '') else codec


def _is_japanese(text: str | None) -> bool:
    """Whether many different kana stand among the characters: the letters that Koreans laugh and weep with look like a few of them."""
    kana = KANA.findall(text or '')
    others = sum(character > '\x7f' for character in text or '')
    return len(set(kana)) >= MIN_KANA and len(kana) >= MIN_KANA_SHARE * others


def _decode(part: bytes, codec: str) -> str | None:
    try:
        return part.decode(codec)
    except (UnicodeError, LookupError):
        return None


def _telling_part(data: bytes) -> bytes:
    """The lines that hold non-ASCII bytes: a name in row 90,000 decides as well as one in row 1."""
    parts: list[bytes] = []
    size = position = 0
    while size < SAMPLE and (match := HIGH.search(data, position)):
        at = match.start()
        start = max(data.rfind(b'\n', position, at) + 1, position, at - 1000)
        end = data.find(b'\n', at, at + 4000)
        end = min(at + 4000, len(data)) if end == -1 else end
        parts.append(data[start:end])
        size += end - start
        position = end
    return b'\n'.join(parts)
