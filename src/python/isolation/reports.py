"""What this side tells its supervisor; the fields and their order are those that travel."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Layer:
    """One layer of isolation: whether a measurement found it in force, and what it consists of."""

    active: bool
    detail: str


def measured(active: bool, detail: str) -> Layer:
    """A layer that says itself where a measurement found it not in force."""
    return Layer(active, detail if active else f'not in force ({detail})')


@dataclass(frozen=True)
class Exceeded:
    """The ceiling that a process was past, by its name and its value."""

    limit: str
    value: int


@dataclass(frozen=True)
class Attempt:
    """One operation that a canary tried, the layer that must refuse it, and the kernel's answer."""

    name: str
    layer: str
    answer: str
    refused: bool
