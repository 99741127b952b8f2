"""The filter of a shell and of what it starts: what the kernel would answer, call by call."""

import stat

import pytest

from filters import ABSENT, ALLOWED, PRETENDED, REFUSED, Filter
from isolation import forbidden_calls, namespaces, seccomp, shell_canary, shell_filter, syscalls

FORK = 0x01200011  # what glibc asks for
SPAWN = 0x4111  # CLONE_VM and CLONE_VFORK, as posix_spawn does
THREAD = 0x3D0F00


@pytest.fixture(params=syscalls.ARCHITECTURES)
def shell(request: pytest.FixtureRequest) -> Filter:
    """Its filter on one architecture."""
    return Filter(seccomp.build_filter(request.param, shell_filter.rules()), request.param)


def test_it_has_processes_and_threads(shell: Filter) -> None:
    for flags in (FORK, SPAWN, THREAD):
        assert shell.call('clone', flags) == ALLOWED
    for name in syscalls.numbers(shell_filter.PROCESSES, shell.architecture):
        assert shell.call(name, 1, 0) == ALLOWED, name
    for target in (-1, 0, 1, 77):
        assert shell.call('kill', target, 9) == ALLOWED


def test_no_process_is_in_a_namespace_of_its_own(shell: Filter) -> None:
    for flag in namespaces.FLAGS.values():
        assert shell.call('clone', FORK | flag) == REFUSED
    assert shell.call('clone3') == ABSENT
    assert shell.call('unshare', 0) == REFUSED
    assert shell.call('setns', 3, 0) == REFUSED


def test_every_listed_call_passes_and_every_unlisted_one_is_refused_or_absent(shell: Filter) -> None:
    listed: dict[str, int] = {}
    for table in shell_filter.TABLES:
        listed |= syscalls.numbers(table, shell.architecture)
    rules = shell_filter.rules()
    absent = syscalls.numbers(rules.absent, shell.architecture).values()
    conditional = {listed[name] for name in (*rules.conditions, *rules.pretences) if name in listed}
    for number in set(range(syscalls.FIRST_UNKNOWN + 50)) - conditional:
        new = number >= syscalls.FIRST_UNKNOWN
        expected = ALLOWED if number in listed.values() else ABSENT if new or number in absent else REFUSED
        assert shell.answer(number) == expected, number


def test_it_has_no_sockets_and_reaches_no_memory_of_others(shell: Filter) -> None:
    for family in (1, 2, 10, 16, 17, 40):
        assert shell.call('socket', family, 1, 0) == REFUSED
    for name in ('socketpair', 'sendto', 'ptrace', 'memfd_create', 'mount', 'umount2', 'seccomp', 'capset'):
        assert shell.call(name, 1, 1) == REFUSED, name


def test_memory_is_private(shell: Filter) -> None:
    private, shared, anonymous = 0x02, 0x01, 0x20
    assert shell.call('mmap', 0, 4096, 3, private) == ALLOWED
    assert shell.call('mmap', 0, 4096, 3, private | anonymous) == ALLOWED
    for flags in (shared, shared | anonymous, 0x03, private | anonymous | 0x40000, private | anonymous | 0x100):
        assert shell.call('mmap', 0, 4096, 3, flags) == REFUSED, hex(flags)


def test_it_makes_pipes_and_no_devices(shell: Filter) -> None:
    for kind, answer in ((stat.S_IFIFO, ALLOWED), (stat.S_IFCHR, REFUSED), (stat.S_IFBLK, REFUSED)):
        assert shell.call('mknodat', -100, 0, kind | 0o600) == answer
    for kind in (stat.S_IFSOCK, stat.S_IFREG, 0):
        assert shell.call('mknodat', -100, 0, kind | 0o600) == REFUSED


def test_locks_are_pretended_and_leases_refused(shell: Filter) -> None:
    assert shell.call('fcntl', 3, seccomp.F_SETLK) == PRETENDED
    assert shell.call('fcntl', 3, 1024) == REFUSED


def test_every_call_that_no_program_may_make_is_refused_but_for_those_a_shell_needs(shell: Filter) -> None:
    column = syscalls.ARCHITECTURES.index(shell.architecture)
    allowed = []
    for name, (numbers, words) in forbidden_calls.CALLS.items():
        number = numbers[column]
        if number is not None and shell.answer(number, *words) == ALLOWED:
            allowed.append(name)
    assert sorted(allowed) == sorted(shell_canary.ALLOWED)
