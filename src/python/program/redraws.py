"""Spares pyplot.savefig its second drawing, which nobody sees unless the program looks at the canvas afterwards.

After saving, pyplot redraws the figure "to reset colors" (matplotlib.pyplot.savefig); on a canvas without a window that
is a third of the time a plot takes. It is put off until the program reads the canvas's pixels.
"""

import functools
import weakref
from collections.abc import Callable
from typing import Any

from program import module_patches

READERS = ('buffer_rgba', 'tostring_argb', 'copy_from_bbox', 'restore_region')

_due: weakref.WeakSet[Any] = weakref.WeakSet()  # the canvases whose second drawing was put off
_saving: list[bool] = []  # one entry for each call that is under way


def put_off() -> None:
    """Takes effect when matplotlib is imported, or at once where it is."""
    module_patches.apply({'matplotlib.backends.backend_agg': _patch_canvas, 'matplotlib.pyplot': _patch_savefig})


def _patch_savefig(module: Any) -> None:
    original = module.savefig

    @functools.wraps(original)
    def savefig(*arguments: object, **options: object) -> Any:
        _saving.append(True)
        try:
            return original(*arguments, **options)
        finally:
            _saving.pop()

    module.savefig = savefig


def _patch_canvas(module: Any) -> None:
    canvas = module.FigureCanvasAgg
    draw, draw_idle = canvas.draw, canvas.draw_idle

    @functools.wraps(draw)
    def draw_now(self: Any) -> Any:
        _due.discard(self)
        return draw(self)

    @functools.wraps(draw_idle)
    def draw_later(self: Any, *arguments: object, **options: object) -> None:
        if _saving:
            _due.add(self)
        else:
            draw_idle(self, *arguments, **options)

    canvas.draw, canvas.draw_idle = draw_now, draw_later
    for name in READERS:
        if hasattr(canvas, name):
            setattr(canvas, name, _after_drawing(getattr(canvas, name)))


def _after_drawing(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def read(self: Any, *arguments: object, **options: object) -> Any:
        if self in _due:
            self.draw()
        return original(self, *arguments, **options)

    return read
