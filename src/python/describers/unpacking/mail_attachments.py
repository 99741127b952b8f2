"""Unpacks the attachments of a mail."""

import email
import email.policy

from describers.containers.mail_parts import attachments_of, check_parts, content_of
from describers.containers.member_names import shown
from describers.unpacking.sink import Sink

MAX_ATTACHMENTS = 200


def unpack(name: str, sink: Sink) -> None:
    check_parts(name)
    with open(name, 'rb') as file:
        message = email.message_from_binary_file(file, policy=email.policy.default)
    attachments = attachments_of(message)
    for attachment, part in attachments[:MAX_ATTACHMENTS]:
        content = content_of(part)
        if len(content) > sink.max_bytes - sink.written:
            sink.note(
                f'The attachment {shown(attachment)} was not unpacked: with its {len(content) >> 20} MiB the attachments '
                f'would take more than {sink.max_bytes >> 20} MiB; take it from the message with iter_attachments().'
            )
            continue
        target = sink.open(attachment) if sink.wants(attachment) else None
        if target is not None:
            with target:
                target.write(content)
    if len(attachments) > MAX_ATTACHMENTS:
        sink.note(f'Only the first {MAX_ATTACHMENTS} of {len(attachments)} attachments were unpacked.')
