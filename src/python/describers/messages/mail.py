"""Describes .eml files: headers, the text of the message, attachments by name and size."""

from email.message import Message
from email.utils import parsedate_to_datetime

from describers.base.description import Description
from describers.base.loading import call, run
from describers.base.plain import clean_text, preview
from describers.base.problem import FileProblem
from describers.containers.mail_parts import attachments_of, body_of, check_parts, content_of
from describers.outlines.html_outline import outline_of

HEADERS = ('from', 'to', 'cc', 'bcc', 'reply-to', 'subject', 'date', 'message-id', 'in-reply-to', 'list-id')
MAX_HEADER = 300
MAX_LISTED = 30
MAX_TEXT = 4 << 20


def describe(name: str, file_type: str) -> Description:
    """Attachments are listed under the names by which they are unpacked."""
    check_parts(name)
    load = f'email.message_from_binary_file({call("open", name, "rb")}, policy=email.policy.default)'
    message = run(load)
    headers = _headers(message)
    if not headers:
        raise FileProblem('holds no mail headers such as From or Subject; check that it was saved as a message')
    body, attachments = body_of(message), attachments_of(message)
    text = _text(body)
    return {
        'type': file_type,
        'headers': headers,
        'textPreview': preview(text),
        'wordCount': len(text.split()),
        'attachments': [_attachment(*each) for each in attachments[:MAX_LISTED]],
        'omittedAttachments': max(0, len(attachments) - MAX_LISTED),
        'load': load,
        'warnings': _warnings(message, body, attachments),
    }


def _headers(message: Message) -> dict[str, str]:
    found = {}
    for name, raw in message.raw_items():
        key = name.lower()
        if key in HEADERS and key not in found:
            found[key] = _date(str(raw)) if key == 'date' else clean_text(_decoded(message, name, raw), MAX_HEADER)
    return found


def _decoded(message: Message, name: str, raw: str) -> str:
    try:
        return str(message.policy.header_fetch_parse(name, raw))
    except Exception:  # damaged headers raise whatever the parser trips over
        return str(raw)


def _date(raw: str) -> str:
    try:
        return parsedate_to_datetime(raw).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return clean_text(raw)


def _attachment(name: str, part: Message) -> Description:
    kind = clean_text(part.get_content_type(), 100)
    return {'name': name, 'bytes': len(content_of(part)), 'mediaType': kind, 'path': None}


def _text(body: Message | None) -> str:
    if body is None:
        return ''
    data = content_of(body)[:MAX_TEXT]
    try:
        text = data.decode(body.get_content_charset() or 'utf-8', 'replace')
    except (LookupError, UnicodeError):
        text = data.decode('latin-1')
    if body.get_content_type() != 'text/html':
        return text.lstrip()
    return outline_of([text or ' ']).beginning()


def _warnings(message: Message, body: Message | None, attachments: list[tuple[str, Message]]) -> list[str]:
    found = []
    if body is None:
        found.append('The message has no text of its own.')
    elif body.get_content_type() == 'text/html':
        found.append('The message is HTML only: message.get_body().get_content() gives its source.')
    if attachments:
        found.append(
            'An attachment with a path is unpacked there; others are in the mail only: message.iter_attachments().'
        )
    if message.defects:
        names = ', '.join(sorted({type(defect).__name__ for defect in message.defects}))
        found.append(f'The message is not built as mails should be ({clean_text(names, 120)}); parts may be missing.')
    return found
