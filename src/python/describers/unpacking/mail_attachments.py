"""Unpacks the attachments of a mail."""

import email
import email.policy

from describers.messages.mail_parts import attachments_of, check_parts, content_of

MAX_ATTACHMENTS = 200


def unpack(name, sink):
    check_parts(name)
    with open(name, 'rb') as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    attachments = attachments_of(message)
    for attachment, part in attachments[:MAX_ATTACHMENTS]:
        target = sink.open(attachment)
        if target is not None:
            with target:
                target.write(content_of(part))
    if len(attachments) > MAX_ATTACHMENTS:
        sink.note(f'Only the first {MAX_ATTACHMENTS} of {len(attachments)} attachments were unpacked.')
