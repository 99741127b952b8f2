"""Keeps matplotlib figures that a program drew but never saved, without importing matplotlib for those that don't."""

import functools
import importlib.abc
import importlib.machinery
import sys

_saved = set()
_written = []


def watch():
    """Notes which figures get saved, from the moment matplotlib is imported."""
    for name, patch in PATCHES.items():
        if name in sys.modules:
            patch(sys.modules[name])
    sys.meta_path.insert(0, _Watcher())


def save_open():
    """Saves every open figure that was never saved, as figure-1.png and on, in the working folder."""
    pyplot = sys.modules.get('matplotlib.pyplot')
    if pyplot is None:
        return
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        if id(figure) not in _saved and (figure.axes or figure.texts):
            _written.append(f'figure-{len(_written) + 1}.png')
            figure.savefig(_written[-1], bbox_inches='tight')


def _note_saves(module):
    original = module.Figure.savefig

    @functools.wraps(original)  # pyplot insists on the original's qualified name
    def savefig(self, *arguments, **options):
        _saved.add(id(self))
        return original(self, *arguments, **options)

    module.Figure.savefig = savefig


def _keep_shown(module):
    def show(*_arguments, **_options):
        save_open()

    module.show = show


PATCHES = {'matplotlib.figure': _note_saves, 'matplotlib.pyplot': _keep_shown}


class _Watcher(importlib.abc.MetaPathFinder):
    """Finds modules as usual, but lets two of them be patched right after they ran."""

    def find_spec(self, name, path, target=None):
        if name not in PATCHES:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        if spec and spec.loader:
            spec.loader = _PatchingLoader(spec.loader, PATCHES[name])
        return spec


class _PatchingLoader(importlib.abc.Loader):
    def __init__(self, loader, patch):
        self.loader = loader
        self.patch = patch

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        self.loader.exec_module(module)
        self.patch(module)
