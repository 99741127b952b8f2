"""Changes single modules right after they were imported, without importing them for programs that don't."""

import importlib.abc
import importlib.machinery
import sys


def apply(patches):
    """Calls `patches[name](module)` for each module: now when it is there, else when the program imports it."""
    for name, patch in patches.items():
        _later.setdefault(name, []).append(patch)
        if name in sys.modules:
            patch(sys.modules[name])
    if _watcher not in sys.meta_path:
        sys.meta_path.insert(0, _watcher)


class _Watcher(importlib.abc.MetaPathFinder):
    """Finds modules as usual, but lets the named ones be patched right after they ran."""

    def find_spec(self, name, path, target=None):
        if name not in _later:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader = _PatchingLoader(spec.loader, _later[name])
        return spec


class _PatchingLoader(importlib.abc.Loader):
    def __init__(self, loader, patches):
        self.loader = loader
        self.patches = patches

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        self.loader.exec_module(module)
        for patch in self.patches:
            patch(module)


_later = {}
_watcher = _Watcher()
