"""What a supervisor says to a process of ours when it starts it; nothing of any program is in it."""

from dataclasses import dataclass
from typing import Literal

from isolation import limits


@dataclass(frozen=True)
class SourceFile:
    """A file of a library, whose bytes follow."""

    path: str
    size: int


@dataclass(frozen=True)
class Library:
    """What an operator's functions are made of; imported before the first program unless `preload` is false."""

    files: tuple[SourceFile, ...]
    preload: bool


@dataclass(frozen=True)
class Network:
    """What programs may reach over the network of the host: these TCP ports, or everything where there is no list."""

    ports: tuple[int, ...] | None


@dataclass(frozen=True)
class ZygoteSpec:
    """How to isolate and warm an interpreter that programs are forked from.

    `readonly` are folders to read beside the interpreter's own, `socket` is where the supervisor listens, `outer_user`
    whom root becomes, `without` a layer that tests leave out. The bytes of the library's files follow, in their order.
    """

    tier: Literal['A', 'B']
    profile: Literal['standard', 'data', 'files', 'full', 'templates', 'shell']
    readonly: tuple[str, ...]
    matplotlib_cache: str | None
    socket: str
    work: str
    tmp: str
    outer_user: int | None
    without: Literal['landlock', 'seccomp'] | None
    library: Library | None
    network: Network | None

    @property
    def is_for_shells(self) -> bool:
        """Its programs are scripts for the system's shell."""
        return self.profile == 'shell'


@dataclass(frozen=True)
class PlacedLibrary:
    """A library whose files the supervisor has placed."""

    folder: str
    preload: bool


@dataclass(frozen=True)
class LaunchSpec(limits.RunLimits):
    """How to start an interpreter for one program alone, and what that program may use."""

    tier: Literal['C', 'limits']
    work: str
    tmp: str
    library: PlacedLibrary | None
