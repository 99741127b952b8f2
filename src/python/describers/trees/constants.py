"""The words for numbers that JSON does not know and most programs write all the same."""

import math


class Constants:
    """Collects NaN, Infinity and -Infinity where they are met; what they are worth is not looked at."""

    def __init__(self) -> None:
        self.met: set[str] = set()

    def take(self, word: str) -> float:
        """A `parse_constant` for the parser."""
        self.met.add(word)
        return math.nan

    def notes(self) -> list[str]:
        """The warning, where there is one."""
        return [f'The file holds {", ".join(sorted(self.met))}, which is not standard JSON.'] if self.met else []
