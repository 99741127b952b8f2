"""Turns the names archives give their members into plain relative paths, or says why one must not be used."""

import re
import unicodedata

from describers.base.plain import HIDDEN, clean_text

MAX_DEPTH = 6
MAX_BYTES = 120
UNSEEN = (*HIDDEN, 'Zl', 'Zp')
JUNK = ('__MACOSX', '.DS_Store', 'Thumbs.db', 'desktop.ini')


class BadName(Exception):  # noqa: N818 (it ends nothing)
    """Says of a member why nothing is written under its name: words that follow "it"."""


def plain_path(raw: str) -> str | None:
    """Folders and name of a member; None for what archive programs add by themselves. Raises BadName."""
    if '\0' in raw:
        raise BadName('has a NUL character in its name')
    text = raw.replace('\\', '/')
    if text.startswith('/'):
        raise BadName('has an absolute path')
    if re.match('[A-Za-z]:', text):
        raise BadName('has a drive letter in its path')
    parts = [part for part in text.split('/') if part not in ('', '.')]
    if '..' in parts:
        raise BadName('leads out of its folder')
    if any(part in JUNK for part in parts) or (parts and parts[-1].startswith('._')):
        return None
    if len(parts) > MAX_DEPTH:
        raise BadName(f'stands more than {MAX_DEPTH} folders deep')
    cleaned = [_clean(part) for part in parts]
    if not cleaned or not all(cleaned):
        raise BadName('has no name')
    if any(len(part.encode('utf-8', 'replace')) > MAX_BYTES for part in cleaned):
        raise BadName(f'has a name of more than {MAX_BYTES} bytes')
    return '/'.join(cleaned)


def folded(path: str) -> str:
    """Equal for paths that some file system takes for the same."""
    return unicodedata.normalize('NFKC', path).casefold()


def shown(raw: str) -> str:
    """A member's name as it may stand in a message."""
    return f'"{clean_text(raw, 80)}"'


def visible(name: str) -> str:
    """The name without characters that nobody sees, written as most systems write it."""
    return ''.join(c for c in unicodedata.normalize('NFC', name) if unicodedata.category(c) not in UNSEEN)


def _clean(part: str) -> str:
    return visible(part).strip().lstrip('-')
