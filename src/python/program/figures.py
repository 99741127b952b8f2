"""Keeps matplotlib figures that a program drew but never saved, without importing matplotlib for those that don't."""

import functools
import sys

from program import module_patches

_saved = set()
_written = []


def watch():
    """Notes which figures get saved, from the moment matplotlib is imported."""
    module_patches.apply({'matplotlib.figure': _note_saves, 'matplotlib.pyplot': _keep_shown})


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
