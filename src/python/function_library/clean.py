"""Texts of others, made short and harmless for a sentence."""

import json
import unicodedata

MAX_VALUE = 100
_ENCODER = json.JSONEncoder(ensure_ascii=False, default=lambda value: f'<{type(value).__name__}>')
HIDDEN = ('Cc', 'Cf', 'Cs', 'Co', 'Cn', 'Zl', 'Zp')


def clean(text: str, limit: int = MAX_VALUE) -> str:
    """One line without control, format and bidi characters, cut at `limit` characters with an ellipsis."""
    if len(text) <= limit and text.isprintable():
        return text
    shown = ''.join(_visible(character) for character in text[: limit * 2])
    return shown[: limit - 1] + '…' if len(shown) > limit or len(text) > limit * 2 else shown


def shown_value(value: object) -> str:
    """A value as JSON writes it, cut and cleaned; no more of a large one is written than is shown."""
    text = ''
    try:
        for piece in _ENCODER.iterencode(value):
            text += piece[: MAX_VALUE * 2]
            if len(text) > MAX_VALUE:
                break
    except Exception:
        return f'a {type(value).__name__}'
    return clean(text)


def _visible(character: str) -> str:
    if character in '\t\r\n\v\f\u2028\u2029':
        return ' '
    return '' if unicodedata.category(character) in HIDDEN else character
