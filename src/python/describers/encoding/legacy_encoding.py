"""Guesses among the encodings from before Unicode."""

import codecs
import re

HIGH = re.compile(rb'[\x80-\xff]')
KANA = re.compile('[\u3041-\u30fe]')
# Preferred where the bytes mean the same in them.
USUAL = ('cp1252', 'koi8-r')
TURKISH = re.compile('[ğışİĞŞ]')
NOT_TURKISH = re.compile('[áíóúæåøãõñèàßÁÍÓÚÆÅØ]')
SAMPLE = 1 << 16
AGREEMENT = 0.85
LAST_RESORT = ('cp1252', 0.1)
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
    part = _telling_part(data)
    answers = [(name, confidence) for name, confidence in (_by_chardet(part), _by_charset_normalizer(part)) if name]
    guesses = [(_refine(part, name), round(confidence, 2)) for name, confidence in answers]
    if len(guesses) == 2 and _decode(part, guesses[0][0]) == _decode(part, guesses[1][0]):
        return [(guesses[0][0], AGREEMENT), LAST_RESORT]
    return [*guesses, LAST_RESORT]


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
    codec = next((usual for usual in USUAL if _decode(part, usual) == _decode(part, codec)), codec)
    if codec == 'cp1252' and TURKISH.search(_decode(part, 'cp1254') or '') and not NOT_TURKISH.search(western or ''):
        return 'cp1254'
    japanese = _decode(part, 'euc_jp')
    if codec in ('gb18030', 'cp949') and japanese and KANA.search(japanese):
        return 'euc_jp'
    return codec


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
