"""The descriptors a program starts with."""

import contextlib
import os
from collections.abc import Set


def empty_standard_input() -> None:
    """Makes standard input an empty file."""
    descriptor = os.open('/dev/null', os.O_RDONLY)
    os.dup2(descriptor, 0)
    os.close(descriptor)


def close_all_but(kept: Set[int]) -> None:
    """Closes every descriptor that is not in `kept`."""
    highest = max(kept)
    for descriptor in range(highest):
        if descriptor not in kept:
            with contextlib.suppress(OSError):
                os.close(descriptor)
    os.closerange(highest + 1, 4096)
