"""What a canary tries as a shell program, tried where nothing forbids it."""

import os
import resource
from pathlib import Path

import pytest

import forked
from isolation import canary, fixed_limits, shell_canary
from isolation.canary import Scene

SCENE = Scene('/outside', '/outside/file', 1)


def test_every_operation_has_a_name_of_its_own_and_a_layer_whose_answers_are_known() -> None:
    rows = shell_canary.rows()
    assert len({row.name for row in rows}) == len(rows)
    assert {row.layers['A'] for row in rows} <= canary.REFUSALS.keys()


def test_it_tries_all_that_other_programs_try_but_for_what_a_shell_needs() -> None:
    others = {row.name for row in canary.rows() if 'A' in row.layers}
    assert others - {row.name for row in shell_canary.rows()} == set(shell_canary.ALLOWED)


@pytest.mark.parametrize(
    'name', [row.name for row in shell_canary.OWN if not row.name.startswith(('execute', 'start'))]
)
def test_what_it_tries_works_where_nothing_refuses_it(name: str, tmp_path: Path) -> None:
    (row,) = [row for row in shell_canary.OWN if row.name == name]
    if name == 'make a device file' and os.geteuid() != 0:
        pytest.skip('only root makes devices')

    def attempt() -> list[bool]:
        os.chdir(tmp_path)
        return [each.refused for each in canary.attempt_each([row], 'A', SCENE)]

    assert forked.run(attempt) == [False]


def test_an_own_file_is_executed_where_nothing_refuses_it(tmp_path: Path) -> None:
    (row,) = [row for row in shell_canary.OWN if row.name == 'execute a file of its own']

    def attempt() -> None:
        os.chdir(tmp_path)
        canary.attempt_each([row], 'A', SCENE)
        os._exit(3)  # it is another program by then, which ends with 0

    child = forked.start(attempt)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_as_many_processes_as_are_allowed_and_one_more_can_be_had_where_there_is_no_limit() -> None:
    (row,) = [row for row in shell_canary.OWN if row.name == 'start more processes than allowed']
    if resource.getrlimit(resource.RLIMIT_NPROC)[0] in range(fixed_limits.TABLE.threads * 2):
        pytest.skip('this host limits processes itself')
    assert forked.run(lambda: [each.refused for each in canary.attempt_each([row], 'A', SCENE)]) == [False]
