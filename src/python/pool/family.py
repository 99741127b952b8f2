"""All processes of a shell program, found by whose child each is: the kernel keeps them below the first for good."""

import os

from pool import living_thread, memory_watch

# Who loses his parent while it is looked for becomes a child of the first, and is found by looking there again.
MOST_ROUNDS = 20


def held_bytes(proc: int, first: int) -> int:
    """Bytes of memory that a process and its descendants hold; what two still share after a fork counts for both.

    Raises OSError when one can't be looked at.
    """
    found: dict[int, living_thread.Status] = {}
    for pid in members(proc, first):

        def add(_thread: str, status: living_thread.Status, pid: int = pid) -> None:
            found[pid] = status

        try:
            living_thread.look(proc, pid, add)
        except (FileNotFoundError, ProcessLookupError):
            found.pop(pid, None)
    return memory_watch.held_bytes(*found.values())


def members(proc: int, first: int) -> list[int]:
    """The process ids on the host of a process and its descendants; `proc` is a descriptor of the host's /proc."""
    found = {first}
    fresh = [first]
    for _ in range(MOST_ROUNDS):
        while fresh:
            children = _children(proc, fresh.pop()) - found
            found |= children
            fresh += children
        fresh = list(_children(proc, first) - found)
        found |= set(fresh)
        if not fresh:
            break
    return sorted(found)


def _children(proc: int, pid: int) -> set[int]:
    """Of all its threads."""
    try:
        folder = os.open(f'{pid}/task', living_thread.FOLDER, dir_fd=proc)
    except living_thread.GONE:
        return set()
    try:
        threads = os.listdir(folder)
    finally:
        os.close(folder)
    children: set[int] = set()
    for thread in threads:
        try:
            children.update(map(int, living_thread.read(proc, f'{pid}/task/{thread}/children').split()))
        except living_thread.GONE:
            continue
    return children
