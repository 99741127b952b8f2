"""The one program that a locked process is sent."""

from dataclasses import dataclass

from isolation.limits import RunLimits


@dataclass(frozen=True)
class Variable:
    """One variable of the environment; its value may be a secret."""

    name: str
    value: str


@dataclass(frozen=True)
class Endpoint:
    """A host that may be reached through one port, and the addresses it has now."""

    name: str
    port: int
    addresses: tuple[str, ...]


@dataclass(frozen=True)
class Program:
    """The code with its hash, the limits it runs under, what it finds in its environment, and the seed of what it draws at random.

    `endpoints` is all it may reach of the network where that is a list.
    """

    code: str
    sha256: str
    limits: RunLimits
    seed: int | None
    environment: tuple[Variable, ...]
    endpoints: tuple[Endpoint, ...] | None
