"""Why a declared function or a library can't be used."""


class Refusal(Exception):
    """A function that is not taken: the reason in one sentence, and what to write instead."""

    def __init__(self, reason: str, suggestion: str) -> None:
        super().__init__(f'{reason} {suggestion}')
        self.reason = reason
        self.suggestion = suggestion


class LibraryFault(Exception):
    """A library that can't be installed."""
