"""Underlined sections, and entries whose description is set in below `name : type`."""

import re
from collections.abc import Sequence

from function_library.docstrings.documentation import Parts

PARAMETERS = {'parameters', 'other parameters', 'keyword arguments', 'args', 'arguments'}
RESULTS = {'returns', 'return'}
OTHERS = {
    'yields',
    'receives',
    'raises',
    'warns',
    'warnings',
    'see also',
    'notes',
    'references',
    'examples',
    'example',
    'attributes',
    'methods',
}
UNDERLINE = re.compile(r'^\s*[-=~]{3,}\s*$')
NAMES = re.compile(r'^\*{0,2}([A-Za-z_]\w{0,100}(?:\s*,\s*\*{0,2}[A-Za-z_]\w{0,100}){0,20})\s*(?::.*)?$')


def is_heading(lines: Sequence[str], at: int) -> bool:
    """Whether a known section begins at a line."""
    known = lines[at].strip().rstrip(':').lower() in PARAMETERS | RESULTS | OTHERS
    return known and at + 1 < len(lines) and UNDERLINE.match(lines[at + 1]) is not None


def parts_of(lines: Sequence[str]) -> Parts:
    """Entries end where the next begins; sections of other kinds are left out."""
    parts = Parts()
    section = ''
    into: list[list[str]] = [parts.description]
    for at, line in enumerate(lines):
        if is_heading(lines, at):
            section = line.strip().rstrip(':').lower()
            into = [parts.returns] if section in RESULTS else []
        elif section and UNDERLINE.match(line):
            continue
        elif section in PARAMETERS and line.strip() and not line[0].isspace():
            names = NAMES.match(line)
            into = (
                [parts.parameters.setdefault(name.strip().lstrip('*'), []) for name in names[1].split(',')]
                if names
                else []
            )
        else:
            for each in into:
                each.append(line.strip() if section else line)
    return parts
