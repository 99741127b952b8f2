"""Texts of others, made short and harmless for a sentence."""

import unicodedata

MAX_VALUE = 100
HIDDEN = ('Cc', 'Cf', 'Cs', 'Co', 'Cn', 'Zl', 'Zp')


def clean(text: str, limit: int = MAX_VALUE) -> str:
    """One line without control, format and bidi characters, cut at `limit` characters with an ellipsis."""
    if len(text) <= limit and text.isprintable():
        return text
    shown = ''.join(_visible(character) for character in text[: limit * 2])
    return shown[: limit - 1] + '…' if len(shown) > limit or len(text) > limit * 2 else shown


def shown_value(value: object) -> str:
    """A value as Python writes it, cut and cleaned; one that can't be written is told by its type."""
    try:
        return clean(
            repr(value[:MAX_VALUE]) + '…' if isinstance(value, str) and len(value) > MAX_VALUE else repr(value)
        )
    except Exception:
        return f'a {type(value).__name__}'


def _visible(character: str) -> str:
    if character in '\t\r\n\v\f\u2028\u2029':
        return ' '
    return '' if unicodedata.category(character) in HIDDEN else character
