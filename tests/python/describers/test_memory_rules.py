"""What fits into the memory of a run."""

import resource
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from describers.base import memory
from describers.base.expansion import ARCHIVE, OFFICE
from describers.base.problem import FileProblem

MIB = 1 << 20


@pytest.fixture(autouse=True)
def told() -> Iterator[None]:
    """Runs of 300 MiB, and then the usual ones again."""
    memory.tell_run_memory(300)
    yield
    memory.tell_run_memory(memory.USUAL_MEBIBYTES)


def test_a_run_has_what_was_told_or_what_this_process_has() -> None:
    assert memory.run_memory() == 300 * MIB
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (8 << 30, hard))
    try:
        memory.tell_run_memory(1 << 20)
        assert memory.run_memory() == 8 << 30
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def test_a_reader_and_a_program_leave_room_for_copies() -> None:
    assert memory.memory_budget() == 100 * MIB


def test_the_warning_begins_at_half_of_the_memory() -> None:
    assert memory.may_not_fit(150 * MIB) is None
    warning = memory.may_not_fit(150 * MIB + 1, 'sheet')
    assert warning is not None
    assert 'Reading the whole sheet takes about 150 MiB of memory, and one run has 300 MiB' in warning


@pytest.mark.parametrize(('mebibytes', 'fits'), [(34, True), (35, False)])
def test_a_table_takes_two_and_a_half_times_its_size_and_its_cells_while_it_is_read(mebibytes: int, fits: bool) -> None:
    assert memory.fits(mebibytes * MIB, memory.PART_CELLS) is fits


def test_the_first_bytes_of_a_file_tell_of_the_whole(tmp_path: Path) -> None:
    name = str(tmp_path / 'table.csv')
    with open(name, 'wb') as file:
        file.truncate(100 * MIB)
    head = pd.DataFrame({'x': range(1_000)})
    assert memory.fits_as(head, 25_000, name)
    assert not memory.fits_as(head, 2_000, name)


@pytest.mark.parametrize(('size', 'words'), [(0, '1 MiB'), (3 * MIB, '3 MiB'), (5_000 * MIB, '5,000 MiB')])
def test_sizes_are_told_in_mebibytes(size: int, words: str) -> None:
    assert memory.mebibytes(size) == words


def test_a_bomb_is_what_unpacks_beyond_a_ratio_and_is_large() -> None:
    ARCHIVE.check(16 << 20, 1)
    OFFICE.check(100 * (3 << 20), 3 << 20)
    with pytest.raises(FileProblem, match='more than 250 times its size'):
        ARCHIVE.check((16 << 20) + 1, 1)
