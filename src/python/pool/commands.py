"""What a supervisor asks of its zygote; `id` is the number of a forked process."""

from dataclasses import dataclass

from isolation import records


@dataclass(frozen=True)
class Spawn:
    """Fork a process; it touches memory ahead of its program where nobody waits for it."""

    id: int
    pretouch: bool


@dataclass(frozen=True)
class Arm:
    """Hold a process, which the host knows by another number, to what it may keep in its folder and in memory."""

    id: int
    host_pid: int
    disk_bytes: int
    memory_bytes: int


@dataclass(frozen=True)
class Finish:
    """Look at a process a last time and end it."""

    id: int


@dataclass(frozen=True)
class Kill:
    """End a process."""

    id: int


@dataclass(frozen=True)
class Free:
    """Remove the folders of a process that has ended."""

    id: int


Command = Spawn | Arm | Finish | Kill | Free

KINDS: dict[str, type[Command]] = {'spawn': Spawn, 'arm': Arm, 'finish': Finish, 'kill': Kill, 'free': Free}


def parse(frame: object) -> Command:
    """The command that a frame holds; raises ValueError for any other frame."""
    if not isinstance(frame, dict):
        raise ValueError('this is not a command')
    kind = frame.get('do')
    if not isinstance(kind, str) or kind not in KINDS:
        raise ValueError('this is not a command')
    return records.parse(KINDS[kind], {name: value for name, value in frame.items() if name != 'do'})
