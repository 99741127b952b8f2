"""Figures that a program drew, and the second drawing that it is spared."""

import sys
from pathlib import Path
from typing import Any

import pytest
from matplotlib import pyplot

import forked
from program import figures, redraws


@pytest.fixture(autouse=True)
def working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Programs keep their figures in the current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def watch() -> None:
    """What is done before a program draws."""
    figures.watch()
    redraws.put_off()


def names() -> list[str]:
    """The figures in the working folder."""
    return sorted(path.name for path in Path.cwd().glob('*.png'))


def test_a_figure_that_was_never_saved_is_saved_at_the_end() -> None:
    def draw() -> object:
        watch()
        pyplot.plot([1, 2], [3, 4])
        figures.save_open()
        return names()

    assert forked.run(draw) == ['figure-1.png']


def test_a_figure_that_was_saved_is_not_saved_again() -> None:
    def draw() -> object:
        watch()
        pyplot.plot([1, 2], [3, 4])
        pyplot.savefig('own.png')
        pyplot.figure().text(0.5, 0.5, 'other')
        figures.save_open()
        return names()

    assert forked.run(draw) == ['figure-1.png', 'own.png']


def test_an_empty_figure_is_not_worth_a_file() -> None:
    def draw() -> object:
        watch()
        pyplot.figure()
        figures.save_open()
        return names()

    assert forked.run(draw) == []


def test_showing_saves_what_is_open_and_each_figure_once() -> None:
    def draw() -> object:
        watch()
        pyplot.plot([1, 2], [3, 4])
        pyplot.show()
        pyplot.show()
        pyplot.figure()
        pyplot.plot([1, 2], [3, 4])
        pyplot.show()
        return names()

    assert forked.run(draw) == ['figure-1.png', 'figure-2.png']


def test_without_matplotlib_there_is_nothing_to_save() -> None:
    def leave() -> object:
        del sys.modules['matplotlib.pyplot']
        figures.watch()
        figures.save_open()
        return names()

    assert forked.run(leave) == []


def test_saving_draws_once_and_looking_at_the_canvas_draws_what_was_put_off() -> None:
    def draw() -> object:
        watch()
        canvas: Any = pyplot.figure().canvas
        pyplot.plot([1, 2], [3, 4])
        drawn: list[str] = []
        canvas.figure.draw = lambda _renderer: drawn.append('drawn')
        pyplot.savefig('own.png')
        after_saving = len(drawn)
        canvas.buffer_rgba()
        after_looking = len(drawn)
        canvas.buffer_rgba()
        return [after_saving, after_looking - after_saving, len(drawn) - after_looking]

    saved, looked, again = forked.run(draw)
    assert (looked, again) == (1, 0)
    assert saved > 0


def test_an_own_wish_to_draw_is_never_put_off() -> None:
    def draw() -> object:
        watch()
        canvas: Any = pyplot.figure().canvas
        drawn: list[str] = []
        canvas.figure.draw = lambda _renderer: drawn.append('drawn')
        canvas.draw()
        return len(drawn)

    assert forked.run(draw) == 1
