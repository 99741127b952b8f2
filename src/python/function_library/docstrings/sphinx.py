"""Fields that begin with a colon: `:param name: what it is`, `:returns: what comes back`; and `@param name` of Epydoc."""

import re
from collections.abc import Sequence

from function_library.docstrings.documentation import Parts

FIELD = re.compile(r'^\s*[:@](\w+)(?:\s+([^:\n]{1,200}?))?\s*:(?:\s+(.*))?$')
PARAMETERS = {'param', 'parameter', 'arg', 'argument', 'key', 'keyword', 'kwarg'}
RESULTS = {'return', 'returns'}


def is_field(line: str) -> bool:
    """Whether a line begins a field of parameters or results."""
    found = FIELD.match(line)
    return found is not None and found[1].lower() in PARAMETERS | RESULTS | {'type', 'rtype', 'raises'}


def parts_of(lines: Sequence[str]) -> Parts:
    """A field goes on until the next, or until a line that stands at the margin after an empty one."""
    parts = Parts()
    into = parts.description
    after_empty = False
    for line in lines:
        found = FIELD.match(line)
        if found and is_field(line):
            into = _place(parts, found[1].lower(), found[2])
            into.append((found[3] or '').strip())
        else:
            if into is not parts.description and after_empty and line[:1].strip():
                into = parts.description
            into.append(line if into is parts.description else line.strip())
        after_empty = not line.strip()
    return parts


def _place(parts: Parts, kind: str, words: str | None) -> list[str]:
    if kind in RESULTS:
        return parts.returns
    if kind in PARAMETERS and words:
        return parts.parameters.setdefault(words.split()[-1].strip('*`'), [])
    return []
