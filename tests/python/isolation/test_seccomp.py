"""The filter of a program: what the kernel would answer, call by call."""

import os
import struct

import pytest

from filters import ABSENT, ALLOWED, PRETENDED, REFUSED, Filter
from isolation import seccomp, syscalls

OWN_PID = 4711


@pytest.fixture(params=syscalls.ARCHITECTURES)
def tier_a(request: pytest.FixtureRequest) -> Filter:
    """The filter of a program in a mount namespace of its own."""
    return Filter(seccomp.build_filter(request.param, seccomp.for_program(OWN_PID, metadata=True)), request.param)


@pytest.fixture(params=syscalls.ARCHITECTURES)
def tier_b(request: pytest.FixtureRequest) -> Filter:
    """The filter of a program among the host's own mounts."""
    return Filter(seccomp.build_filter(request.param, seccomp.for_program(OWN_PID, metadata=False)), request.param)


def test_every_listed_call_passes_and_every_unlisted_one_is_refused_or_absent(tier_b: Filter) -> None:
    listed: dict[str, int] = {}
    for table in seccomp.ALLOWED:
        listed |= syscalls.numbers(table, tier_b.architecture)
    absent = syscalls.numbers(syscalls.ABSENT, tier_b.architecture).values()
    conditional = {listed[name] for name in (*seccomp.conditions(OWN_PID), *seccomp.pretences()) if name in listed}
    for number in set(range(syscalls.FIRST_UNKNOWN + 50)) - conditional:
        new = number >= syscalls.FIRST_UNKNOWN
        expected = ALLOWED if number in listed.values() else ABSENT if new or number in absent else REFUSED
        assert tier_b.answer(number) == expected, number


def test_a_call_through_another_architectures_table_kills(tier_a: Filter) -> None:
    (other,) = set(syscalls.ARCHITECTURES) - {tier_a.architecture}
    assert tier_a.answer(syscalls.numbers(syscalls.FILES, other)['read'], architecture=other) == 'killed'


def test_a_call_through_the_x32_table_is_refused() -> None:
    built = Filter(seccomp.build_filter('x86_64', seccomp.for_program(OWN_PID, metadata=True)), 'x86_64')
    assert built.answer(seccomp.X32_BIT) == REFUSED


def test_metadata_can_be_changed_in_an_own_mount_namespace_alone(tier_a: Filter, tier_b: Filter) -> None:
    for name in syscalls.numbers(syscalls.METADATA, tier_a.architecture):
        assert tier_a.call(name) == ALLOWED
    for name in syscalls.numbers(syscalls.METADATA, tier_b.architecture):
        assert tier_b.call(name) == REFUSED


def test_what_builds_a_sandbox_is_refused(tier_a: Filter) -> None:
    for name in syscalls.numbers(syscalls.SETUP, tier_a.architecture):
        assert tier_a.call(name) == REFUSED, name


def test_a_thread_can_be_started_and_a_process_can_not(tier_a: Filter) -> None:
    thread = 0x3D0F00  # what glibc asks for
    assert tier_a.call('clone', thread) == ALLOWED
    for flags in (17, thread & ~0x10000, thread | 0x10000000, thread | 17):
        assert tier_a.call('clone', flags) == REFUSED, hex(flags)
    assert tier_a.call('clone3') == ABSENT


@pytest.mark.parametrize(
    ('flags', 'answer'),
    [(0x22, ALLOWED), (0x02, ALLOWED), (0x01, ALLOWED), (0x21, REFUSED), (0x122, REFUSED), (0x40022, REFUSED)],
)
def test_memory_is_mapped_where_limits_count_it(tier_a: Filter, flags: int, answer: str) -> None:
    assert tier_a.call('mmap', 0, 4096, 3, flags) == answer


@pytest.mark.parametrize('name', ['kill', 'tgkill'])
def test_a_program_signals_itself_alone(tier_a: Filter, name: str) -> None:
    assert tier_a.call(name, OWN_PID, 9) == ALLOWED
    for pid in (1, OWN_PID + 1, 0, -1, -OWN_PID):
        assert tier_a.call(name, pid, 9) == REFUSED, pid


def test_record_locks_are_pretended_and_those_of_open_files_refused(tier_a: Filter) -> None:
    answers = {command: tier_a.call('fcntl', 3, command) for command in range(40)}
    assert {command for command, answer in answers.items() if answer == PRETENDED} == {6, 7}
    assert {command for command, answer in answers.items() if answer == ALLOWED} == {0, 1, 2, 3, 4, 5, 36}


def test_a_file_opened_for_reading_is_not_emptied(tier_a: Filter) -> None:
    assert tier_a.call('openat', 0, 0, os.O_RDONLY | os.O_TRUNC) == REFUSED
    for flags in (os.O_RDONLY, os.O_WRONLY | os.O_TRUNC, os.O_RDWR | os.O_TRUNC | os.O_CREAT):
        assert tier_a.call('openat', 0, 0, flags) == ALLOWED


def test_nothing_is_sent_to_an_address_or_out_of_band(tier_a: Filter) -> None:
    assert tier_a.call('sendto', 3, 1, 1, 0x4000) == ALLOWED
    assert tier_a.call('sendto', 3, 1, 1, 1) == REFUSED
    assert tier_a.call('sendto', 3, 1, 1, 0, 0x7F0000000000) == REFUSED
    assert tier_a.call('sendto', 3, 1, 1, 0, 0x1000) == REFUSED
    assert tier_a.call('recvfrom', 3, 1, 1, 1) == REFUSED


def test_sockets_come_in_local_pairs_alone(tier_a: Filter) -> None:
    assert tier_a.call('socketpair', 1, 1 | 0o2000000) == ALLOWED
    assert tier_a.call('socketpair', 2, 1) == REFUSED
    assert tier_a.call('socketpair', 1, 2) == REFUSED
    assert tier_a.call('socket', 2, 1) == REFUSED


def test_a_terminal_is_asked_but_never_typed_into(tier_a: Filter) -> None:
    assert tier_a.call('ioctl', 0, 0x5401) == ALLOWED
    assert tier_a.call('ioctl', 0, 0x5412) == REFUSED


def test_limits_are_read_and_set_for_the_own_process_alone(tier_a: Filter) -> None:
    assert tier_a.call('prlimit64', 0) == ALLOWED
    assert tier_a.call('prlimit64', 1) == REFUSED


def test_no_jump_leaves_the_filter(tier_a: Filter) -> None:
    instructions = list(struct.iter_unpack('HBBI', tier_a.code))
    assert len(instructions) < 4096
    for place, (kind, when_true, when_false, _) in enumerate(instructions):
        if kind in (seccomp.JUMP_EQUAL, seccomp.JUMP_AT_LEAST):
            assert place + 1 + max(when_true, when_false) < len(instructions)
