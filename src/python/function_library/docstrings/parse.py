"""Reads a docstring in the style it is written in."""

import inspect
import re
from collections.abc import Sequence

from function_library.clean import clean
from function_library.docstrings import google, numpy, sphinx
from function_library.docstrings.documentation import Documentation, Parts

MAX_DOCSTRING = 50_000
MAX_DESCRIPTION = 4_000
MAX_PARAMETER = 1_000
MAX_SUMMARY = 300
SENTENCE = re.compile(r'^(.{3,}?[.!?])(?:\s|$)', re.DOTALL)
ABBREVIATIONS = ('e.g.', 'i.e.', 'etc.', 'vs.', 'approx.', 'incl.', 'no.', 'z.b.')


def parse(docstring: object) -> Documentation:
    """Never raises: what is in no known style is all description."""
    if not isinstance(docstring, str):
        return Documentation()
    lines = inspect.cleandoc(docstring[:MAX_DOCSTRING].expandtabs(4)).splitlines()
    parts = _parts(lines)
    description = '\n'.join(parts.description).strip()
    return Documentation(
        description=_cut('\n'.join(clean(line, MAX_PARAMETER) for line in description.split('\n')), MAX_DESCRIPTION),
        summary=_summary(description),
        parameters={name: text for name, said in parts.parameters.items() if (text := _flowing(said))},
        returns=_flowing(parts.returns),
    )


def _parts(lines: Sequence[str]) -> Parts:
    if any(numpy.is_heading(lines, at) for at in range(len(lines))):
        return numpy.parts_of(lines)
    if any(sphinx.is_field(line) for line in lines):
        return sphinx.parts_of(lines)
    return google.parts_of(lines)


def _summary(description: str) -> str:
    paragraph = ' '.join(description.split('\n\n', maxsplit=1)[0].split())
    end = 0
    while found := SENTENCE.match(paragraph[end:]):
        end += found.end(1)
        if not paragraph[:end].lower().endswith(ABBREVIATIONS):
            return clean(paragraph[:end], MAX_SUMMARY)
    return clean(paragraph, MAX_SUMMARY)


def _flowing(lines: Sequence[str]) -> str:
    return clean(' '.join(' '.join(lines).split()), MAX_PARAMETER)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else f'{text[: limit - 1]}…'
