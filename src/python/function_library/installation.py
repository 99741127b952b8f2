"""Installs a library in this interpreter."""

import sys
from typing import Any

from function_library import caller, library, manifest, program_functions, raised, search_path
from function_library.library import Library
from function_library.refusal import LibraryFault, Refusal
from function_library.search_path import modules_in
from program import module_patches


def install(folder: str, preload: bool) -> None:
    """Raises LibraryFault, which names the module or function and says why."""
    installed = library.use(manifest.read(folder))
    search_path.extend(installed.manifest.roots)
    if preload:
        for name in installed.functions:
            _prepare(installed, name)
    caller.rehearse(installed)
    _offer(installed)


def rehearse() -> None:
    """Does again what was done once when the library was installed."""
    caller.rehearse(library.current())


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

    brings_its_own = any(program_functions.NAME in modules_in(root) for root in installed.manifest.roots)
    if brings_its_own:
        module_patches.apply({program_functions.NAME: add})
    else:
        sys.modules[program_functions.NAME] = program_functions.module_of(installed)
