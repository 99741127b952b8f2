"""Has imports find a library's own modules, whatever ours are called."""

import os
import sys
from collections.abc import Sequence

from function_library.refusal import LibraryFault

OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
OWN_NAME = __name__.split('.', maxsplit=1)[0]


def extend(roots: Sequence[str]) -> None:
    """Roots come first and our own folder is searched no more; a module of ours makes room for one with its name."""
    sys.path[:] = [*roots, *(entry for entry in sys.path if entry not in (OURS, *roots))]
    for name in dict.fromkeys(name for root in roots for name in modules_in(root)):
        if name == OWN_NAME:
            raise LibraryFault(f'a module of the library is called {name}, which is the name of what loads it')
        if _is_ours(name):
            for each in [each for each in sys.modules if each == name or each.startswith(f'{name}.')]:
                del sys.modules[each]


def modules_in(root: str) -> list[str]:
    """The names of the modules and packages at the top of a root."""
    names = os.listdir(root) if os.path.isdir(root) else []
    return [name.removesuffix('.py') for name in sorted(names) if name.removesuffix('.py').isidentifier()]


def _is_ours(name: str) -> bool:
    file = getattr(sys.modules.get(name), '__file__', None)
    return isinstance(file, str) and file.startswith(OURS + os.sep)
