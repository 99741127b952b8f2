"""Keeps matplotlib figures that a program drew but never saved, without importing matplotlib for those that don't."""

import functools
import sys
from typing import Any

from program import module_patches

_saved: set[int] = set()
_written: list[str] = []


def watch() -> None:
    """Notes which figures get saved, from the moment matplotlib is imported."""
    module_patches.apply({'matplotlib.figure': _note_saves, 'matplotlib.pyplot': _keep_shown})


def save_open() -> None:
    """Saves every open figure that was never saved, as figure-1.png and on, in the working folder."""
    pyplot: Any = sys.modules.get('matplotlib.pyplot')
    if pyplot is None:
        return
    for number in pyplot.get_fignums():
        figure = pyplot.figure(number)
        if id(figure) not in _saved and (figure.axes or figure.texts):
            _written.append(f'figure-{len(_written) + 1}.png')
            figure.savefig(_written[-1], bbox_inches='tight')


def _note_saves(module: Any) -> None:
    original = module.Figure.savefig

    @functools.wraps(original)  # pyplot insists on the original's qualified name
    def savefig(self: object, *arguments: object, **options: object) -> object:
        _saved.add(id(self))
        result: object = original(self, *arguments, **options)
        return result

    module.Figure.savefig = savefig


def _keep_shown(module: Any) -> None:
    def show(*_arguments: object, **_options: object) -> None:
        save_open()

    module.show = show
