"""What a supervisor asks of its zygote."""

import pytest

from pool import commands


@pytest.mark.parametrize(
    ('frame', 'command'),
    [
        ({'do': 'spawn', 'id': 1, 'pretouch': True}, commands.Spawn(1, True)),
        ({'do': 'arm', 'id': 1, 'hostPid': 7, 'diskBytes': 2, 'memoryBytes': 3}, commands.Arm(1, 7, 2, 3)),
        ({'do': 'finish', 'id': 1}, commands.Finish(1)),
        ({'do': 'kill', 'id': 1}, commands.Kill(1)),
        ({'do': 'free', 'id': 1}, commands.Free(1)),
    ],
)
def test_every_command_is_read_as_its_supervisor_writes_it(frame: object, command: commands.Command) -> None:
    assert commands.parse(frame) == command


@pytest.mark.parametrize(
    'frame',
    [
        None,
        [],
        {},
        {'do': 'stop', 'id': 1},
        {'do': 'kill'},
        {'do': 'kill', 'id': '1'},
        {'do': 'kill', 'id': 1, 'signal': 9},
        {'do': 'spawn', 'id': 1},
        {'do': 'arm', 'id': 1, 'hostPid': 7, 'diskBytes': 2},
    ],
)
def test_anything_else_is_no_command(frame: object) -> None:
    with pytest.raises(ValueError, match=r'not a command|unknown fields|not of the type'):
        commands.parse(frame)
