"""What of Jinja a template may use."""

from collections.abc import Iterable
from difflib import get_close_matches

FILTERS = ('default', 'json', 'lower', 'title', 'trim', 'upper')
FUNCTIONS = ('namespace', 'range')
# Tags that open a block, which the tag with `end` before its name closes.
BLOCKS = ('call', 'filter', 'for', 'if', 'macro', 'with')
BLOCK_ENDS = tuple(f'end{name}' for name in BLOCKS)
TAGS = (*BLOCKS, *BLOCK_ENDS, 'elif', 'else', 'set', 'endset')
SHOWN_TAGS = (*BLOCKS, 'elif', 'else', 'raw', 'set')

MAX_BLOCKS = 16  # inside of each other; CPython refuses more than 20 loops
MAX_DIGITS = 4200  # of a whole number; Python writes 4300
MAX_BRACKETS = 50  # inside of each other

_OTHER_TEMPLATES = 'a template can use no other one'
_EXTENSION = 'it belongs to an extension of Jinja'
# Tags that Jinja has, and why a template here has them not.
REFUSED_TAGS = {
    **dict.fromkeys(('include', 'import', 'from', 'extends'), _OTHER_TEMPLATES),
    **dict.fromkeys(('block', 'endblock'), 'there is no template to inherit from; write what it holds in its place'),
    **dict.fromkeys(('autoescape', 'endautoescape'), 'nothing is escaped, as text of any kind is rendered'),
    **dict.fromkeys(('do', 'break', 'continue', 'debug', 'trans', 'endtrans', 'pluralize'), _EXTENSION),
}


def unavailable(kind: str, name: str, known: Iterable[str]) -> str:
    """A sentence for a name that does not exist, with those that do and the nearest of them."""
    names = sorted(known)
    return f'The {kind} `{name[:60]}` is unknown; available: {", ".join(names)}.{did_you_mean(name, names)}'


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A second sentence that names the nearest of the names, empty where none is near."""
    by_lower = {each.lower(): each for each in known}
    found = get_close_matches(name[:60].lower(), by_lower, 1, 0.6)
    return f' Did you mean `{by_lower[found[0]]}`?' if found else ''
