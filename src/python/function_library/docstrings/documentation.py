"""What a docstring says."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Documentation:
    """The description without the sections of parameters and results; its first sentence; what is said of each parameter."""

    description: str = ''
    summary: str = ''
    parameters: Mapping[str, str] = field(default_factory=dict)
    returns: str = ''


@dataclass
class Parts:
    """What a style finds: lines of the description, and lines by parameter."""

    description: list[str] = field(default_factory=list)
    parameters: dict[str, list[str]] = field(default_factory=dict)
    returns: list[str] = field(default_factory=list)
