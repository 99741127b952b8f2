"""Sections with a colon and entries that are set in: `Args:` and below it `name (type): what it is`."""

import re
from collections.abc import Sequence

from function_library.docstrings.documentation import Parts

PARAMETERS = {'args', 'arguments', 'parameters', 'params', 'keyword args', 'keyword arguments', 'other parameters'}
RESULTS = {'returns', 'return'}
OTHERS = {
    'raises',
    'yields',
    'example',
    'examples',
    'note',
    'notes',
    'attributes',
    'warning',
    'warnings',
    'see also',
    'todo',
    'references',
}
HEADING = re.compile(r'^([A-Za-z][A-Za-z ]{0,30}):\s*$')
ENTRY = re.compile(r'^\*{0,2}`{0,2}([A-Za-z_]\w{0,100})`{0,2}\s*(?:\([^\n]{0,200}?\))?\s*:\s?(.*)$')


def parts_of(lines: Sequence[str]) -> Parts:
    """Whatever is no known section belongs to the description."""
    parts = Parts()
    section, entry_depth = '', -1
    into: list[str] = parts.description
    for line in lines:
        depth = len(line) - len(line.lstrip())
        heading = _heading(line)
        if heading and depth == 0:
            section, entry_depth, into = heading, -1, []
            if heading in RESULTS:
                into = parts.returns
        elif section and line.strip() and depth == 0:
            section, into = '', parts.description
            into.append(line)
        elif section in PARAMETERS and line.strip():
            entry = ENTRY.match(line.strip())
            if entry and (entry_depth in (-1, depth) or depth < entry_depth):
                entry_depth = depth
                into = parts.parameters.setdefault(entry[1], [])
                into.append(entry[2])
            else:
                into.append(line.strip())
        else:
            into.append(line.strip() if section else line)
    return parts


def _heading(line: str) -> str:
    found = HEADING.match(line.strip())
    name = found[1].lower() if found else ''
    return name if name in PARAMETERS | RESULTS | OTHERS else ''
