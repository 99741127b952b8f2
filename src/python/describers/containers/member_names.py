"""Turns the names archives give their members into plain relative paths, or says why one must not be used."""

import re
import unicodedata

from describers.base.plain import HIDDEN, clean_text
from describers.base.problem import FileProblem

MAX_DEPTH = 6
MAX_BYTES = 120
UNSEEN = (*HIDDEN, 'Zl', 'Zp')
JUNK = ('__MACOSX', '.DS_Store', 'Thumbs.db', 'desktop.ini')
NEXT = 'make the archive again from a plain folder'


def plain_path(raw: str) -> str | None:
    """Folders and name of a member; None for what archive programs add by themselves."""
    if '\0' in raw:
        raise FileProblem(f'holds a member with a NUL character in its name ({shown(raw)}); {NEXT}')
    text = raw.replace('\\', '/')
    if text.startswith('/'):
        raise FileProblem(f'holds a member with an absolute path ({shown(raw)}); {NEXT}')
    if re.match('[A-Za-z]:', text):
        raise FileProblem(f'holds a member with a drive letter ({shown(raw)}); {NEXT}')
    parts = [part for part in text.split('/') if part not in ('', '.')]
    if '..' in parts:
        raise FileProblem(f'holds a member that leads out of its folder ({shown(raw)}); {NEXT}')
    if len(parts) > MAX_DEPTH:
        raise FileProblem(f'holds a member more than {MAX_DEPTH} folders deep ({shown(raw)}); {NEXT}')
    if any(part in JUNK for part in parts):
        return None
    cleaned = [_clean(part) for part in parts]
    if not cleaned or not all(cleaned) or any(len(part.encode('utf-8', 'replace')) > MAX_BYTES for part in cleaned):
        raise FileProblem(f'holds a member whose name is empty or too long ({shown(raw)}); {NEXT}')
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
