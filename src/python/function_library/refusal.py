"""Why a declared function or a library can't be used."""


class Refusal(Exception):  # noqa: N818 (the fault of a function, not of a program)
    """A function that is not taken: the reason in one sentence, and what to write instead."""

    def __init__(self, reason: str, suggestion: str) -> None:
        super().__init__(f'{reason} {suggestion}')
        self.reason = reason
        self.suggestion = suggestion


class LibraryFault(Exception):  # noqa: N818 (the fault of a library, not of a program)
    """A library that can't be installed."""
