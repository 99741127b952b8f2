"""What is wrong with a template, and where."""

from dataclasses import asdict, dataclass
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Fault:
    """A sentence, with the line and the column, both from 1, where they are known."""

    message: str
    line: int | None = None
    column: int | None = None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class RefusedError(Exception):
    """Something that a template asked for and does not get; its text is the sentence for people."""


class TooLongError(Exception):
    """A text beyond what one rendering may give."""


def line_of(traceback: TracebackType | None) -> int | None:
    """The line of the template in the innermost of its frames, or None where the trace has none of them."""
    found = None
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get('__jinja_template__')
        if template is not None:
            found = (template, traceback.tb_lineno)
        traceback = traceback.tb_next
    if found is None:
        return None
    template, line = found
    return int(template.get_corresponding_lineno(line))
