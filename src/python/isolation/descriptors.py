"""The descriptors a program starts with."""

import os


def empty_standard_input():
    """Makes standard input an empty file."""
    descriptor = os.open('/dev/null', os.O_RDONLY)
    os.dup2(descriptor, 0)
    os.close(descriptor)


def close_all_but(kept):
    """Closes every descriptor that is not in `kept`."""
    highest = max(kept)
    for descriptor in range(highest):
        if descriptor not in kept:
            try:
                os.close(descriptor)
            except OSError:
                pass
    os.closerange(highest + 1, 4096)
