"""Installs a library in this interpreter."""

import os
import sys
from typing import Any

from function_library import caller, library, manifest, program_functions, raised
from function_library.library import Library
from function_library.refusal import LibraryFault, Refusal
from program import module_patches

OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def install(folder: str, preload: bool) -> None:
    """Raises LibraryFault, which names the module or function and says why."""
    installed = library.use(manifest.read(folder))
    extend_path(installed.manifest.roots)
    if preload:
        for name in installed.functions:
            _prepare(installed, name)
    caller.rehearse(installed)
    _offer(installed)


def extend_path(roots: tuple[str, ...]) -> None:
    """Roots come first, after our own folder where that is searched at all."""
    first = sys.path.index(OURS) + 1 if OURS in sys.path else 0
    sys.path[first:first] = [root for root in roots if root not in sys.path]


def _prepare(installed: Library, name: str) -> None:
    declared = installed.functions[name]
    try:
        installed.prepared(name)
    except Refusal as refusal:
        raise LibraryFault(f'the function {name} can not be used: {refusal}') from refusal
    except BaseException as error:
        why = raised.traceback_of(error, installed.manifest)
        raise LibraryFault(f'the module {declared.module} can not be imported: {why}') from error


def _offer(installed: Library) -> None:
    """A module `functions` that the library brings itself stays what it is, with the declared functions in addition."""

    def add(module: Any) -> None:
        program_functions.add_to(module, installed)

    brings_its_own = any(
        os.path.exists(os.path.join(root, ending))
        for root in installed.manifest.roots
        for ending in (program_functions.NAME, f'{program_functions.NAME}.py')
    )
    if brings_its_own:
        module_patches.apply({program_functions.NAME: add})
    else:
        sys.modules[program_functions.NAME] = program_functions.module_of(installed)
