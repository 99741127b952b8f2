"""Runs what has to be awaited to its end."""

import threading
from collections.abc import Awaitable
from typing import Any


def ended(result: Any) -> Any:
    """The result itself, or what awaiting it gives; inside of a running event loop it is awaited in a thread of its own."""
    if not hasattr(type(result), '__await__'):
        return result
    import asyncio

    if asyncio._get_running_loop() is None:
        return asyncio.run(_awaited(result))
    return _in_thread(result)


async def _awaited(result: Awaitable[Any]) -> Any:
    return await result


def _in_thread(result: Awaitable[Any]) -> Any:
    import asyncio

    outcome: list[tuple[bool, Any]] = []

    def run() -> None:
        try:
            outcome.append((True, asyncio.run(_awaited(result))))
        except BaseException as error:
            outcome.append((False, error))

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    succeeded, value = outcome[0]
    if succeeded:
        return value
    raise value
