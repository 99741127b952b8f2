"""The one program that a locked process is sent."""

from dataclasses import dataclass

from isolation.limits import RunLimits


@dataclass(frozen=True)
class Program:
    """The code with its hash, the limits it runs under, and the seed of whatever it draws at random, if it has one."""

    code: str
    sha256: str
    limits: RunLimits
    seed: int | None
