"""Finds out which codec an Arrow file is compressed with, which the library tells nobody."""

import struct

import pyarrow as pa

CODECS = ('lz4', 'zstd')
FOOTER_LENGTH_AT = -10  # from the end of a file: the length of the footer, then "ARROW1"
# Positions of fields in the flatbuffers of the format.
FOOTER_BATCHES, MESSAGE_HEADER, BATCH_COMPRESSION, COMPRESSION_CODEC = 3, 2, 3, 0


def file_compression(name: str) -> str | None:
    """The codec of the first batch of a file that the library has read before, or None; only its footer tells where that is."""
    with pa.memory_map(name) as source:
        end = source.size() + FOOTER_LENGTH_AT
        source.seek(end)
        length = struct.unpack('<i', source.read(4))[0]
        source.seek(end - length)
        footer = source.read(length)
        batches = _place(footer, _follow(footer, 0), FOOTER_BATCHES)
        blocks = _follow(footer, batches) if batches else 0
        if not blocks or struct.unpack_from('<I', footer, blocks)[0] == 0:
            return None
        source.seek(struct.unpack_from('<q', footer, blocks + 4)[0])
        return _codec(pa.ipc.read_message(source))


def stream_compression(name: str) -> str | None:
    """The same for a stream."""
    with pa.memory_map(name) as source:
        messages = pa.ipc.MessageReader.open_stream(source)
        return next((_codec(message) for message in messages if message.type == 'record batch'), None)


def _codec(message: pa.ipc.Message) -> str | None:
    content = message.metadata.to_pybytes()
    batch = _follow(content, _place(content, _follow(content, 0), MESSAGE_HEADER))
    compression = _place(content, batch, BATCH_COMPRESSION)
    if not compression:
        return None
    codec = _place(content, _follow(content, compression), COMPRESSION_CODEC)
    return CODECS[content[codec] if codec else 0]


def _follow(content: bytes, place: int) -> int:
    return place + int(struct.unpack_from('<I', content, place)[0])


def _place(content: bytes, table: int, field: int) -> int:
    """Where a field of a table stands, 0 when it has its default."""
    offsets = table - struct.unpack_from('<i', content, table)[0]
    if 4 + 2 * field >= struct.unpack_from('<H', content, offsets)[0]:
        return 0
    offset = struct.unpack_from('<H', content, offsets + 4 + 2 * field)[0]
    return table + int(offset) if offset else 0
