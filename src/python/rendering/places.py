"""Line numbers that know their column: Jinja carries the former everywhere, and with them goes the latter."""

from collections.abc import Iterator

from jinja2.lexer import Lexer, newline_re


class Place(int):
    """The number of a line; `column` counts characters from 1."""

    column: int

    @classmethod
    def of(cls, line: int, column: int) -> 'Place':
        place = cls(line)
        place.column = column
        return place


class PlacingLexer(Lexer):
    """Gives tokens whose line is a Place; so is that of a fault of the text itself. The last text is taken apart once."""

    _last: tuple[str, list[tuple[int, str, str]]] = ('', [])

    def tokeniter(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> Iterator[tuple[int, str, str]]:
        if self._last[0] == source:
            yield from self._last[1]
            return
        found: list[tuple[int, str, str]] = []
        text = newline_re.sub('\n', source)
        cursor = _Cursor(text)
        tokens = super().tokeniter(source, name, filename, state)
        while True:
            try:
                _, kind, value = next(tokens)
            except StopIteration:
                self._last = (source, found)
                return
            except Exception as error:
                if hasattr(error, 'lineno'):
                    error.lineno = cursor.place()
                raise
            cursor.move_to(text.find(value, cursor.position))  # what is between is white space that Jinja leaves out
            found.append((cursor.place(), kind, value))
            yield found[-1]
            cursor.move_to(cursor.position + len(value))


class _Cursor:
    """A position that only moves forwards, and its line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = self.line_start = 0
        self.line = 1

    def move_to(self, position: int) -> None:
        if count := self.text.count('\n', self.position, position):
            self.line += count
            self.line_start = self.text.rfind('\n', self.position, position) + 1
        self.position = position

    def place(self) -> Place:
        return Place.of(self.line, self.position - self.line_start + 1)


def column_of(line: int | None) -> int | None:
    """The column of a line number, where it has one."""
    return getattr(line, 'column', None)
