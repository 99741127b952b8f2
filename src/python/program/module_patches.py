"""Changes single modules right after they were imported, without importing them for programs that don't."""

import importlib.machinery
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

# Changes a module that has just been imported.
Patch = Callable[[Any], None]


def apply(patches: Mapping[str, Patch]) -> None:
    """Calls `patches[name](module)` for each module: now when it is there, else when the program imports it."""
    for name, patch in patches.items():
        _later.setdefault(name, []).append(patch)
        if name in sys.modules:
            patch(sys.modules[name])
    if _watcher not in sys.meta_path:
        sys.meta_path.insert(0, _watcher)


class _Watcher:
    """Finds modules as usual, but lets the named ones be patched right after they ran."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name not in _later:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            loader: Any = _PatchingLoader(spec.loader, _later[name])  # no more of a loader than imports ask for
            spec.loader = loader
        return spec


class _PatchingLoader:
    def __init__(self, loader: Any, patches: Sequence[Patch]) -> None:
        self.loader = loader
        self.patches = patches

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        module: ModuleType | None = self.loader.create_module(spec)
        return module

    def exec_module(self, module: ModuleType) -> None:
        self.loader.exec_module(module)
        for patch in self.patches:
            patch(module)


_later: dict[str, list[Patch]] = {}
_watcher = _Watcher()
