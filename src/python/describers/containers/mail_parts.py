"""The text of a mail and its attachments (RFC 5322, MIME), found the same way for the description and for unpacking."""

import os
import re
from collections.abc import Iterator
from email.message import Message
from email.policy import compat32

from describers.base.problem import FileProblem
from describers.containers.member_names import MAX_BYTES, folded, visible

MAX_PARTS = 2_000
MAX_BOUNDARIES = 20_000


def check_parts(name: str) -> None:
    """Every boundary costs the parser a message object."""
    with open(name, 'rb') as file:
        boundaries = sum(line.startswith(b'--') for line in file)
    if boundaries > MAX_BOUNDARIES:
        raise FileProblem(f'has more than {MAX_BOUNDARIES} parts; save the messages one by one')


def body_of(message: Message) -> Message | None:
    """The first plain text that is no attachment, else the first HTML; never that of an attached message."""
    shown = [part for part in _own_parts(message) if part.get_content_maintype() == 'text' and not _is_sent_along(part)]
    for kind in ('text/plain', 'text/html'):
        for part in shown:
            if part.get_content_type() == kind:
                return part
    return None


def attachments_of(message: Message) -> list[tuple[str, Message]]:
    """Pairs of a plain, unique base name and a part, in the order of the mail."""
    body = body_of(message)
    taken: set[str] = set()
    found: list[tuple[str, Message]] = []
    for part in _own_parts(message):
        is_text = part.get_content_maintype() == 'text'
        if part is not body and (not is_text or _is_sent_along(part) or _given_name(part)):
            found.append((_name(part, len(found) + 1, taken), part))
    return found


def content_of(part: Message) -> bytes:
    """The bytes of an attachment; an attached message is written out again."""
    if not part.is_multipart():
        content = part.get_payload(decode=True)
        return content if isinstance(content, bytes) else b''
    try:
        return b''.join(inner.as_bytes(policy=compat32) for inner in _inner_parts(part))
    except Exception:  # damaged headers raise whatever the writer trips over
        return b''


def _own_parts(message: Message) -> Iterator[Message]:
    """At most MAX_PARTS parts that are no containers; an attached message counts as one part."""
    open_parts, count = [message], 0
    while open_parts and count < MAX_PARTS:
        part = open_parts.pop(0)
        is_attached = part.get_content_type() == 'message/rfc822' and part is not message
        if part.is_multipart() and not is_attached:
            open_parts[:0] = _inner_parts(part)
        else:
            count += 1
            yield part


def _inner_parts(part: Message) -> list[Message]:
    inner = part.get_payload()
    return [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []


def _is_sent_along(part: Message) -> bool:
    return _disposition(part) == 'attachment'


def _disposition(part: Message) -> str:
    found = re.match(r'\s*([\w-]+)', str(dict(part.raw_items()).get('Content-Disposition', '')))
    return found[1].lower() if found else ''


def _given_name(part: Message) -> str | None:
    try:
        return part.get_filename()
    except Exception:  # damaged headers raise whatever the parser trips over
        return None


def _name(part: Message, position: int, taken: set[str]) -> str:
    """Safe as the name of a file on any system; `taken` collects the names already given."""
    base = re.sub(r'.*[/\\]|^[A-Za-z]:', '', str(_given_name(part) or ''), flags=re.DOTALL)
    stem, extension = os.path.splitext(visible(base).strip(' .-') or f'attachment-{position}')
    if part.get_content_type() == 'message/rfc822' and extension.lower() != '.eml':
        stem, extension = stem + extension, '.eml'
    name, copy = _short(stem, extension), 2
    while folded(name) in taken:
        name, copy = _short(stem, f' ({copy}){extension}'), copy + 1
    taken.add(folded(name))
    return name


def _short(stem: str, ending: str) -> str:
    kept = ending[:40]
    room = MAX_BYTES - len(kept.encode())
    return stem.encode()[: max(room, 1)].decode(errors='ignore').strip() + kept
