"""What a program finds where it asks for random numbers."""

import os
import random
import secrets
import tempfile
import uuid
from typing import Any

import numpy

import forked
from program import randomness


def draw() -> list[object]:
    """One of everything that a seed fixes."""
    own = random.Random()
    generator = numpy.random.default_rng()
    return [
        random.random(),
        own.random(),
        str(uuid.uuid4()),
        float(numpy.random.random()),
        float(generator.random()),
    ]


def with_seed(seed: int) -> list[object]:
    """The same in a fresh process with this seed."""

    def drawn() -> object:
        randomness.fix(seed)
        return draw()

    values: list[object] = forked.run(drawn)
    return values


def test_the_same_seed_draws_the_same() -> None:
    assert with_seed(7) == with_seed(7)


def test_another_seed_draws_something_else_everywhere() -> None:
    assert all(one != other for one, other in zip(with_seed(7), with_seed(8), strict=True))


def test_a_seed_the_program_chose_itself_means_what_it_always_means() -> None:
    def drawn() -> object:
        randomness.fix(7)
        random.seed(42)
        return [random.random(), random.Random(42).random()]

    plain = random.Random(42).random()
    assert forked.run(drawn) == [plain, plain]


def test_what_must_not_be_foreseen_is_not_fixed() -> None:
    def drawn() -> object:
        randomness.fix(7)
        return [os.urandom(8).hex(), secrets.token_hex(8)]

    assert forked.run(drawn) != forked.run(drawn)


def test_a_library_that_draws_changes_nobody_elses_numbers() -> None:
    def drawn(is_disturbed: bool) -> object:
        randomness.fix(7)
        if is_disturbed:
            exec('import random\nrandom.Random().random()', {'__name__': 'some_library'})
        return random.Random().random()

    assert forked.run(lambda: drawn(True)) == forked.run(lambda: drawn(False))


def test_forked_processes_draw_numbers_of_their_own() -> None:
    def drawn() -> object:
        randomness.renew()
        return draw()

    first, second = forked.run(drawn), forked.run(drawn)
    assert first[0] != second[0]
    assert first[3] != second[3]


def test_the_names_of_temporary_files_are_chosen_anew() -> None:
    def chosen() -> object:
        names: Any = tempfile
        before = names._get_candidate_names()
        randomness.renew()
        return names._get_candidate_names() is not before

    assert forked.run(chosen)
