"""Renders what a document says about itself: title, author, dates."""

import datetime
from collections.abc import Iterable

from describers.base.plain import clean_text

MAX_VALUE = 160
# Earlier times are the zero of some calendar, not a time anybody meant.
FIRST_YEAR = 1970


def plain_properties(pairs: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Only those that say something; times are ISO 8601."""
    found = {}
    for name, value in pairs:
        text = _text(value)
        if text:
            found[name] = text
    return found


def _text(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat() if value.year >= FIRST_YEAR else ''
    if isinstance(value, bytes):
        value = value.decode('utf-8', 'replace')
    return clean_text(str(value).strip(), MAX_VALUE) if value is not None else ''
