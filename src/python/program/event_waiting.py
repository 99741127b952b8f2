"""Has asyncio wait by poll(2): what epoll(7) is asked to watch, the kernel would keep outside of every limit."""

from typing import Any

from program import module_patches


def choose() -> None:
    """Takes effect when the selectors are imported, or at once where they are."""
    module_patches.apply({'selectors': _wait_by_poll})


def _wait_by_poll(selectors: Any) -> None:
    if hasattr(selectors, 'EpollSelector'):
        selectors.DefaultSelector = selectors.PollSelector
