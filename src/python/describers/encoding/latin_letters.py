"""Tells the encoding of texts in Latin letters by how often their languages use each accented letter."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

# Accented letters of 10,000 letters; names and towns use the rare ones more often than prose does.
LANGUAGES = {
    'German': 'ä58 ö44 ü100 ß31 é2',
    'French': 'é150 è27 ê22 à49 â5 ç9 ù3 û6 ô5 î5 ï2 ë2 œ2',
    'Spanish': 'á50 é43 í73 ó83 ú17 ñ31 ü2 ç1 à1',
    'Portuguese': 'ã73 á60 ç53 é40 ó30 í30 õ20 ú20 â30 ê30 ô20 à7',
    'Italian': 'à64 è26 é5 ì10 ò10 ù17',
    'Swedish': 'å134 ä180 ö131 é5',
    'Danish': 'æ87 ø94 å119 é5 ö3 ä2 ü2',
    'Finnish': 'ä358 ö60 å4',
    'Icelandic': 'á180 ð160 é65 í157 ó99 ú61 ý23 þ60 æ87 ö78',
    'Dutch': 'é10 ë10 ï5 ö2 ü2 è3 ê1',
    'Catalan': 'à60 é40 è30 í30 ó40 ò20 ú10 ç10 ï5 ü3',
    'Estonian': 'ä120 õ100 ö20 ü60 š2 ž1',
    'Western': 'é40 á20 í15 ó15 ü20 ö18 ä18 ñ10 ç8 è8 å6 ø5 ã5 ú5 ê4 ô4 à5 ë5 ï3 ß4 æ3 õ0.5 â3 î2 û1 ì1 ò1 ù1 ð0.1 þ0.1 ý0.2 š0.5 ž0.5 œ0.5',
    'Polish': 'ą102 ć45 ę113 ł175 ń19 ó82 ś68 ź6 ż89',
    'Czech': 'á87 č46 ď5 é63 ě122 í164 ň3 ó3 ř60 š69 ť4 ú5 ů30 ý100 ž72 ö1 ü1',
    'Slovak': 'á180 ä10 č100 ď20 é80 í90 ĺ1 ľ40 ň15 ó10 ô15 ŕ1 š80 ť50 ú100 ý100 ž90',
    'Hungarian': 'á350 é390 í50 ó100 ö100 ő90 ú30 ü60 ű20',
    'Romanian': 'ă250 â90 î100 ş110 ţ100',
    'Croatian': 'č100 ć60 đ30 š100 ž60',
    'Turkish': 'ç116 ğ113 ı300 ö78 ş178 ü185 İ40 â2',
    'Latvian': 'ā400 č20 ē170 ģ20 ī190 ķ20 ļ40 ņ70 š100 ū60 ž30',
    'Lithuanian': 'ą70 č50 ę20 ė190 į60 š120 ų140 ū60 ž90',
}
EAST = ('Polish', 'Czech', 'Slovak', 'Hungarian', 'Romanian', 'Croatian', 'German')
ELSEWHERE = ('Turkish', 'Latvian', 'Lithuanian')
WEST = tuple(name for name in LANGUAGES if name not in (*EAST[:-1], *ELSEWHERE))
# How much less likely than Windows-1252 an encoding is before a letter is seen, as a logarithm, and what is written in it.
CODECS = {
    'cp1252': (0.0, WEST),
    'cp1250': (-1.0, EAST),
    'iso8859-2': (-2.5, EAST),
    'cp1254': (-1.5, ('Turkish',)),
    'cp1257': (-2.5, ('Latvian', 'Lithuanian', 'Estonian')),
    'mac_roman': (-6.0, WEST),
    'cp850': (-8.0, WEST),
}
RARE = {'Icelandic': -2.0, 'Estonian': -1.0}
SIGNS = '€£¥§©®«»°±²³·µ“”‘’„‚–—…•™¿¡ºª½¼¾×\xa0'
WORD = re.compile(rb'[A-Za-z\x80-\xff]+')
BEYOND_ASCII = re.compile('[^\x00-\x7f]')
# Signs inside words or where no word ends, capitals behind small letters, and what only one language has, and only so.
ODDITIES = re.compile(
    r'(?<=[A-Za-z])[£¥§©®±²³·µ¡¿ºª¼½¾«»°¹“”„‚](?=[A-Za-z])|[©®¹²³±](?=[A-Za-z])'
    r'|(?<=[a-z])[¹±¿¡¼½¾]|(?<=[a-z]{3})[²³ªº°]|(?<=[a-z])[À-ÖØ-Þ]|õ(?!e)'
)
FLATTER = 0.7
SIGN, CAPITAL, STRANGE, ODD = (math.log(share) for share in (0.02, 0.1, 1e-5, 0.01))
MIN_LATIN, MIN_MEAN = 0.8, -5.0
SURE, SURELY, PERHAPS = 3.0, 0.85, 0.5


@dataclass(frozen=True)
class _Reading:
    codec: str
    text: str
    worth: float


def guess_latin(part: bytes) -> tuple[str, float] | None:
    """Codec and confidence; None where the text is not, or not clearly, in Latin letters."""
    if not _is_latin(part):
        return None
    readings = sorted(filter(None, (_read(part, codec) for codec in CODECS)), key=lambda each: -each.worth)
    if not readings or readings[0].worth < MIN_MEAN * len(BEYOND_ASCII.findall(readings[0].text)):
        return None
    best = readings[0]
    second = max((each.worth for each in readings if each.text != best.text), default=-math.inf)
    same = next(codec for codec in CODECS if any(each.codec == codec and each.text == best.text for each in readings))
    return same, SURELY if best.worth - second >= SURE else PERHAPS


def _is_latin(part: bytes) -> bool:
    """Whether nearly all bytes beyond ASCII stand in words that have ASCII letters as well."""
    total = mixed = 0
    for match in WORD.finditer(part):
        word = match[0]
        plain = len(word) - sum(byte >= 0x80 for byte in word)
        if len(word) == 1 and not plain:
            continue
        total += len(word) - plain
        mixed += len(word) - plain if 4 * plain >= len(word) else 0
    return mixed > 0 and mixed >= MIN_LATIN * total


def _read(part: bytes, codec: str) -> _Reading | None:
    prior, languages = CODECS[codec]
    try:
        text = part.decode(codec)
    except UnicodeError:
        return None
    letters = Counter(BEYOND_ASCII.findall(text))
    odd = len(ODDITIES.findall(text)) * ODD
    worth = max(
        RARE.get(language, 0.0) + sum(count * _weight(language, each) for each, count in letters.items())
        for language in languages
    )
    return _Reading(codec, text, prior + odd + worth)


@cache
def _weight(language: str, letter: str) -> float:
    if letter in SIGNS:
        return SIGN
    weights = _weights(language)
    if letter in weights:
        return weights[letter]
    small = letter.lower()
    return weights[small] + CAPITAL if small != letter and small in weights else STRANGE


@cache
def _weights(language: str) -> dict[str, float]:
    counts = {word[0]: float(word[1:]) ** FLATTER for word in LANGUAGES[language].split()}
    total = sum(counts.values())
    return {letter: math.log(count / total) for letter, count in counts.items()}
