"""Frames between a sandboxed process and its supervisor: a 4-byte big-endian length, then that much JSON."""

import dataclasses
import json
import os
import struct

MAX_FRAME_BYTES = 8 << 20


def write(descriptor: int, value: object) -> None:
    """Writes one frame completely; a dataclass travels as its fields."""
    payload = json.dumps(value, default=dataclasses.asdict).encode()
    data = struct.pack('>I', len(payload)) + payload
    while data:
        data = data[os.write(descriptor, data) :]


def read(descriptor: int) -> object:
    """The next frame's value; raises EOFError when the other side has closed."""
    (length,) = struct.unpack('>I', exactly(descriptor, 4))
    if length > MAX_FRAME_BYTES:
        raise ValueError(f'a frame of {length} bytes is larger than {MAX_FRAME_BYTES}')
    return json.loads(exactly(descriptor, length))


def exactly(descriptor: int, count: int) -> bytes:
    """The next `count` bytes; raises EOFError when the other side has closed."""
    parts: list[bytes] = []
    while count:
        part = os.read(descriptor, min(count, 1 << 16))
        if not part:
            raise EOFError('the supervisor closed the channel')
        parts.append(part)
        count -= len(part)
    return b''.join(parts)
