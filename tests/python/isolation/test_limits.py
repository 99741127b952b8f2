"""Resource limits, as the kernel has them afterwards."""

import json
import os
import resource
from pathlib import Path

import pytest

import forked
from isolation import filesystem, fixed_limits, limits
from isolation.limits import MEBIBYTE, RunLimits
from pool import run_watch, slots

RUN = RunLimits(timeout_seconds=1.5, memory_mib=100, output_mib=1, disk_mib=20)


def test_processor_time_is_a_backstop_behind_the_wall_clock() -> None:
    assert limits.of(RUN)['CPU'] == 5


def test_memory_leaves_room_for_what_is_mapped() -> None:
    wanted = limits.of(RUN)
    assert (wanted['DATA'], wanted['AS']) == (100 * MEBIBYTE, 100 * MEBIBYTE + limits.MAPPING_ALLOWANCE)


def test_applied_limits_are_soft_and_hard() -> None:
    def apply() -> object:
        limits.apply({'NOFILE': 64, 'CORE': 0})
        return [resource.getrlimit(kind) for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_CORE)]

    assert forked.run(apply) == [[64, 64], [0, 0]]


def test_a_limit_without_a_value_or_a_name_is_left_alone() -> None:
    assert forked.run(lambda: limits.apply({'NPROC': None, 'NOSUCH': 5})) == {}


def test_a_lower_limit_of_the_host_stays() -> None:
    def apply() -> object:
        resource.setrlimit(resource.RLIMIT_NOFILE, (50, 50))
        return limits.apply({'NOFILE': 64})

    assert forked.run(apply) == {'NOFILE': 50}


def test_limits_hold_only_while_the_kernel_reports_them() -> None:
    def apply() -> object:
        applied = limits.apply({'NOFILE': 64})
        before = limits.hold(applied)
        resource.setrlimit(resource.RLIMIT_NOFILE, (32, 64))
        return [before, limits.hold(applied)]

    assert forked.run(apply) == [True, False]


def test_a_program_opens_no_more_files_than_it_may() -> None:
    def apply() -> object:
        limits.apply(limits.always(None))
        highest = 0
        try:
            while True:
                highest = os.dup(0)
        except OSError:
            return highest + 1

    assert forked.run(apply) == fixed_limits.TABLE.open_files


def test_the_table_is_what_the_modules_hold_programs_to() -> None:
    table = fixed_limits.TABLE
    assert limits.always(None)['NOFILE'] == table.open_files
    assert table.threads == run_watch.MAX_THREADS
    assert table.entries == filesystem.WORK_INODES
    assert table.scratch_mib * MEBIBYTE == filesystem.TMP_BYTES
    assert table.birth_mib * MEBIBYTE == slots.SLOT_BYTES


def test_the_table_is_the_file_that_the_supervisor_reads() -> None:
    file = Path(fixed_limits.__file__).with_name('fixed_limits.json')
    written = json.loads(file.read_text(encoding='utf-8'))
    assert list(written.values()) == list(vars(fixed_limits.TABLE).values())


@pytest.mark.parametrize('name', ['CORE', 'MEMLOCK', 'MSGQUEUE'])
def test_what_no_program_needs_is_nothing(name: str) -> None:
    assert limits.always(64)[name] == 0
