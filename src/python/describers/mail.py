"""Describes .eml files: headers, the text of the message, attachments by name and size."""

import re
from email.utils import parsedate_to_datetime

from lxml import etree

from describers.html_outline import PageOutline
from describers.loading import call, run
from describers.plain import clean_text
from describers.problem import FileProblem
from describers.text_scan import preview

HEADERS = ('from', 'to', 'cc', 'bcc', 'reply-to', 'subject', 'date', 'message-id', 'in-reply-to', 'list-id')
MAX_HEADER = 300
MAX_LISTED = 30
MAX_PARTS = 2_000
MAX_BOUNDARIES = 20_000
MAX_TEXT = 4 << 20


def describe(name, file_type):
    """Attachments are listed, not unpacked."""
    _check_size(name)
    load = f"email.message_from_binary_file({call('open', name, 'rb')}, policy=email.policy.default)"
    message = run(load)
    headers = _headers(message)
    if not headers:
        raise FileProblem('holds no mail headers such as From or Subject; check that it was saved as a message')
    parts = [part for part in message.walk() if not part.is_multipart()][:MAX_PARTS]
    body = _body(parts)
    attachments = [part for part in _attached(message) if part is not body][:MAX_PARTS]
    text = _text(body)
    return {
        'type': file_type,
        'headers': headers,
        'textPreview': preview(text),
        'wordCount': len(text.split()),
        'attachments': [_attachment(part, at) for at, part in enumerate(attachments[:MAX_LISTED], 1)],
        'omittedAttachments': max(0, len(attachments) - MAX_LISTED),
        'load': load,
        'warnings': _warnings(message, body, attachments),
    }


def _check_size(name):
    """Every boundary costs the parser a message object."""
    with open(name, 'rb') as file:
        boundaries = sum(line.startswith(b'--') for line in file)
    if boundaries > MAX_BOUNDARIES:
        raise FileProblem(f'has more than {MAX_BOUNDARIES} parts; save the messages one by one')


def _headers(message):
    found = {}
    for name, raw in message.raw_items():
        key = name.lower()
        if key in HEADERS and key not in found:
            found[key] = _date(str(raw)) if key == 'date' else clean_text(_decoded(message, name, raw), MAX_HEADER)
    return found


def _decoded(message, name, raw):
    try:
        return str(message.policy.header_fetch_parse(name, raw))
    except Exception:  # damaged headers raise whatever the parser trips over
        return str(raw)


def _date(raw):
    try:
        return parsedate_to_datetime(raw).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return clean_text(raw)


def _body(parts):
    """The first plain text that is no attachment, else the first HTML."""
    shown = [part for part in parts if part.get_content_maintype() == 'text' and _disposition(part) != 'attachment']
    for kind in ('text/plain', 'text/html'):
        for part in shown:
            if part.get_content_type() == kind:
                return part
    return None


def _disposition(part):
    found = re.match(r'\s*([\w-]+)', str(dict(part.raw_items()).get('Content-Disposition', '')))
    return found[1].lower() if found else ''


def _attached(message):
    """What is neither text shown as the message nor a container; an attached message counts as one."""
    open_parts = [message]
    while open_parts:
        part = open_parts.pop(0)
        if part.get_content_type() == 'message/rfc822' and part is not message:
            yield part
        elif part.is_multipart():
            open_parts[:0] = part.get_payload()
        elif _disposition(part) == 'attachment' or part.get_content_maintype() != 'text' or _file_name(part):
            yield part


def _file_name(part):
    try:
        return part.get_filename()
    except Exception:  # damaged headers raise whatever the parser trips over
        return None


def _attachment(part, number):
    kind = clean_text(part.get_content_type(), 100)
    name = (_file_name(part) or '').replace('\\', '/').rsplit('/', 1)[-1].strip()
    return {'name': clean_text(name, 120) or f'part {number}', 'bytes': _length(part), 'mediaType': kind, 'path': None}


def _length(part):
    if part.get_content_type() == 'message/rfc822':
        return sum(len(inner.as_bytes()) for inner in part.get_payload()[:1])
    return len(part.get_payload(decode=True) or b'')


def _text(body):
    if body is None:
        return ''
    data = (body.get_payload(decode=True) or b'')[:MAX_TEXT]
    try:
        text = data.decode(body.get_content_charset() or 'utf-8', 'replace')
    except (LookupError, UnicodeError):
        text = data.decode('latin-1')
    if body.get_content_type() != 'text/html':
        return text.lstrip()
    parser = etree.HTMLParser(target=PageOutline(), no_network=True, huge_tree=False)
    parser.feed(text or ' ')
    return parser.close().beginning()


def _warnings(message, body, attachments):
    found = []
    if body is None:
        found.append('The message has no text of its own.')
    elif body.get_content_type() == 'text/html':
        found.append('The message is HTML only: message.get_body().get_content() gives its source.')
    if attachments:
        found.append('Attachments stand inside the mail: message.iter_attachments() gives them.')
    if message.defects:
        names = ', '.join(sorted({type(defect).__name__ for defect in message.defects}))
        found.append(f'The message is not built as mails should be ({clean_text(names, 120)}); parts may be missing.')
    return found
