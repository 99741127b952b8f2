"""Collects cells that pandas would change: zeros in front of codes, words it takes for missing values."""

import re

NULL_WORDS = frozenset(('NA', 'None', 'null', 'nan'))
# What else pandas takes for a missing value, and nobody else for anything.
OTHER_NULLS = (
    *('', '#N/A', '#N/A N/A', '#NA', '-1.#IND', '-1.#QNAN', '-NaN', '-nan', '1.#IND', '1.#QNAN', '<NA>', 'N/A', 'NULL'),
    *('NaN', 'n/a'),
)


class TellingCells:
    """Collects telling cells; a line without any costs one search."""

    def __init__(self, delimiter: str) -> None:
        edge = f'["{re.escape(delimiter)}]'
        words = '|'.join(sorted(NULL_WORDS))
        self.telling = re.compile(rf'(?:^|{edge})\s*(?:0\d+|{words})\s*(?:{edge}|$)')
        self.seen = False
        self.zeros: set[int] = set()
        self.words: dict[int, set[str]] = {}
        self.holds_nul = False

    def watch(self, line: str) -> str:
        """The line without NUL characters, which pandas drops."""
        if '\0' in line:
            self.holds_nul = True
            line = line.replace('\0', '')
        self.seen = self.seen or self.telling.search(line) is not None
        return line

    def collect(self, row: list[str]) -> None:
        if not self.seen:
            return
        self.seen = False
        for position, cell in enumerate(row):
            word = cell.strip()
            if word[:1] == '0' and len(word) > 1 and word.isdecimal():
                self.zeros.add(position)
            elif cell in NULL_WORDS:
                self.words.setdefault(position, set()).add(cell)
