"""Frames between a sandboxed process and its supervisor."""

import os
import struct
from collections.abc import Iterator

import pytest

from isolation import frames
from isolation.reports import Exceeded, Layer

Pipe = tuple[int, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    """A channel's two ends; a test closes the writing one itself where it must be closed."""
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)
    try:
        os.close(writing)
    except OSError:
        return


def test_a_frame_arrives_as_it_was_written(pipe: Pipe) -> None:
    value = {'type': 'looked', 'id': 3, 'text': 'ä\n\u2028', 'none': None, 'list': [1.5, True]}
    frames.write(pipe[1], value)
    assert frames.read(pipe[0]) == value


def test_frames_arrive_one_by_one_and_in_order(pipe: Pipe) -> None:
    for number in range(3):
        frames.write(pipe[1], number)
    assert [frames.read(pipe[0]) for _ in range(3)] == [0, 1, 2]


def test_a_frame_is_its_length_in_four_bytes_and_then_json(pipe: Pipe) -> None:
    frames.write(pipe[1], {'type': 'made'})
    assert os.read(pipe[0], 100) == b'\0\0\0\x10{"type": "made"}'


def test_a_dataclass_travels_as_its_fields_in_their_order(pipe: Pipe) -> None:
    frames.write(pipe[1], {'layers': {'rlimits': Layer(True, 'CPU 1')}, 'exceeded': Exceeded('memory', 64)})
    assert os.read(pipe[0], 200)[4:] == (
        b'{"layers": {"rlimits": {"active": true, "detail": "CPU 1"}}, "exceeded": {"limit": "memory", "value": 64}}'
    )


def test_what_is_no_json_is_not_written_in_part(pipe: Pipe) -> None:
    with pytest.raises(TypeError):
        frames.write(pipe[1], {'object': object()})
    os.close(pipe[1])
    assert os.read(pipe[0], 1) == b''


@pytest.mark.parametrize('sent', [b'', b'\0\0', b'\0\0\0\x05{"a'], ids=['nothing', 'half a header', 'half a frame'])
def test_the_end_of_the_other_side_is_told_apart_from_a_frame(pipe: Pipe, sent: bytes) -> None:
    os.write(pipe[1], sent)
    os.close(pipe[1])
    with pytest.raises(EOFError):
        frames.read(pipe[0])


def test_a_frame_past_the_limit_is_refused_before_it_is_read(pipe: Pipe) -> None:
    os.write(pipe[1], struct.pack('>I', frames.MAX_FRAME_BYTES + 1) + b'{}')
    with pytest.raises(ValueError, match='larger than'):
        frames.read(pipe[0])
    assert os.read(pipe[0], 10) == b'{}'
