"""A table among several of one file or sheet."""

from dataclasses import dataclass

from describers.base.description import Description
from describers.base.plain import clean_text

MAX_TITLE = 80


@dataclass(frozen=True)
class DescribedTable:
    """How it is read, and what that gives."""

    title: str
    """The text above it; empty where there is none."""
    place: str
    """Where it stands, in the words of its kind of file: "lines 8 to 20", "G3:J20"."""
    load: str
    fields: Description
    """As `describe_table` gives them."""
    notes: list[str]
    header_row: int | None = None
    """Where the kind of file counts rows."""

    def further(self) -> Description:
        """What a description says of it beside the main table."""
        return {
            'title': clean_text(self.title, MAX_TITLE) or None,
            'place': self.place,
            'load': self.load,
            **self.fields,
            'notes': self.notes,
        }


def several_note(count: int, place: str) -> str:
    """What is said where a file or sheet has more than one table."""
    return f'Tables that stand in it: {count}; the columns and `load` are those of the one in {place}, see the others as well.'
