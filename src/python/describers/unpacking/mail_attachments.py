"""Unpacks the attachments of a mail (RFC 5322, MIME)."""

import email
import email.policy
import os
import unicodedata


def unpack(name, sink):
    with open(name, 'rb') as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    taken = set()
    for position, part in enumerate(message.iter_attachments(), 1):
        content = part.get_content() if part.get_content_maintype() == 'message' else part.get_payload(decode=True)
        data = content.as_bytes() if hasattr(content, 'as_bytes') else content or b''
        with sink.open(attachment_name(part, position, taken)) as target:
            target.write(data)


def attachment_name(part, position, taken):
    """The base name under which an attachment is unpacked; `taken` collects those already given."""
    given = part.get_filename() or ''
    base = given.replace('\\', '/').rsplit('/', 1)[-1]
    text = ''.join(c for c in unicodedata.normalize('NFC', base) if unicodedata.category(c)[0] != 'C').strip(' .-')
    ending = '.eml' if part.get_content_maintype() == 'message' else ''
    stem, extension = os.path.splitext(text[:100] or f'attachment-{position}{ending}')
    name, copy = stem + extension, 2
    while name.casefold() in taken:
        name, copy = f'{stem} ({copy}){extension}', copy + 1
    taken.add(name.casefold())
    return name
