"""The table of what a canary tries."""

import errno

import pytest

from isolation import canary
from isolation.canary import Row, Scene

SCENE = Scene('/outside', '/outside/file', 1)


def refusing(number: int) -> Row:
    """An operation that is refused with this error."""

    def attempt(_scene: Scene) -> None:
        raise OSError(number, 'refused')

    return Row('try', {'A': 'filesystem', 'B': 'landlock'}, attempt)


@pytest.mark.parametrize(
    ('number', 'layer', 'refused'),
    [(errno.ENOENT, 'A', True), (errno.EACCES, 'A', False), (errno.EACCES, 'B', True), (errno.ENOENT, 'B', False)],
)
def test_a_refusal_counts_by_the_answer_of_the_layer_that_must_give_it(
    monkeypatch: pytest.MonkeyPatch, number: int, layer: str, refused: bool
) -> None:
    monkeypatch.setattr(canary, 'rows', lambda: [refusing(number)])
    (attempt,) = canary.attempt_all(layer, SCENE)
    assert (attempt.answer, attempt.refused) == (errno.errorcode[number], refused)


def test_what_works_is_not_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canary, 'rows', lambda: [Row('try', {'A': 'seccomp'}, lambda _: None)])
    (attempt,) = canary.attempt_all('A', SCENE)
    assert (attempt.answer, attempt.refused) == ('it worked', False)


def test_an_operation_is_tried_in_the_tiers_that_refuse_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canary, 'rows', lambda: [Row('try', {'A': 'namespaces'}, lambda _: None)])
    assert canary.attempt_all('B', SCENE) == []


def test_every_operation_has_a_name_of_its_own_and_layers_whose_answers_are_known() -> None:
    rows = canary.rows()
    assert len({row.name for row in rows}) == len(rows)
    assert {layer for row in rows for layer in row.layers.values()} <= canary.REFUSALS.keys()
