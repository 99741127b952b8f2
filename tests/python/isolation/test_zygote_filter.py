"""The filter of an interpreter that imports functions and then forks."""

import pytest

from filters import ABSENT, ALLOWED, REFUSED, Filter
from isolation import filesystem, namespaces, seccomp, syscalls, zygote_filter
from isolation.specs import Network

FORK = 0x01200011  # what glibc asks for


@pytest.fixture(params=syscalls.ARCHITECTURES)
def zygote(request: pytest.FixtureRequest) -> Filter:
    """Its filter without network."""
    return Filter(seccomp.build_filter(request.param, zygote_filter.rules(None)), request.param)


def test_all_that_a_program_may_do_passes_or_the_childs_own_filter_could_not_allow_it(zygote: Filter) -> None:
    conditional = {*seccomp.conditions(0), *seccomp.pretences()}
    for table in (*seccomp.ALLOWED, syscalls.METADATA):
        for name in syscalls.numbers(table, zygote.architecture).keys() - conditional:
            assert zygote.call(name) == ALLOWED, name
    assert zygote.call('kill', 5, 9) == ALLOWED
    assert zygote.call('socketpair', 1, 1) == ALLOWED


def test_it_forks_and_makes_the_namespaces_of_its_children(zygote: Filter) -> None:
    assert zygote.call('clone', FORK) == ALLOWED
    flags = namespaces.FLAGS
    for together in (flags['pid'], flags['user'], flags['mnt'] | flags['ipc'] | flags['uts']):
        assert zygote.call('unshare', together) == ALLOWED
    assert zygote.call('setns', 3, flags['pid']) == ALLOWED


def test_it_makes_no_other_namespace(zygote: Filter) -> None:
    flags = namespaces.FLAGS
    for flag in flags.values():
        assert zygote.call('clone', FORK | flag) == REFUSED
    assert zygote.call('clone3') == ABSENT
    for together in (flags['net'], flags['cgroup'], flags['user'] | flags['net']):
        assert zygote.call('unshare', together) == REFUSED
    for kind in (0, flags['net'], flags['mnt'], flags['user']):
        assert zygote.call('setns', 3, kind) == REFUSED


def test_no_mount_of_the_host_can_be_made_writable_again(zygote: Filter) -> None:
    bind, remount = filesystem.MS_BIND, filesystem.MS_REMOUNT
    assert zygote.call('mount', 0, 0, 0, bind) == ALLOWED
    assert zygote.call('mount', 0, 0, 0, filesystem.WRITABLE) == ALLOWED
    for flags in (bind | remount, bind | remount | filesystem.WRITABLE, 0, 0x2000, bind | 1 << 32):
        assert zygote.call('mount', 0, 0, 0, flags) == REFUSED, hex(flags)
    assert zygote.call('mount_setattr') == REFUSED
    assert zygote.call('pivot_root') == REFUSED


def test_no_other_program_starts_and_no_process_is_looked_into(zygote: Filter) -> None:
    for name in ('execve', 'ptrace', 'memfd_create', 'vfork'):
        if name in syscalls.numbers(syscalls.SETUP, zygote.architecture):
            assert zygote.call(name) == REFUSED, name


@pytest.mark.parametrize(('family', 'kind'), [(2, 1), (10, 1), (16, 3), (17, 3), (1, 2)])
def test_it_reaches_its_supervisor_and_no_network(zygote: Filter, family: int, kind: int) -> None:
    assert zygote.call('socket', 1, 1) == ALLOWED
    assert zygote.call('socket', family, kind) == REFUSED


@pytest.mark.parametrize('option', [8, 22, 26, 35, 0x59616D61])
def test_it_sets_nothing_of_its_process_that_locking_does_not_need(zygote: Filter, option: int) -> None:
    assert zygote.call('prctl', option) == REFUSED


@pytest.mark.parametrize('architecture', syscalls.ARCHITECTURES)
def test_with_network_modules_connect_while_they_are_imported(architecture: str) -> None:
    rules = zygote_filter.rules(Network((443,)))
    zygote = Filter(seccomp.build_filter(architecture, rules), architecture)
    assert zygote.call('socket', 2, 1, 6) == ALLOWED
    assert zygote.call('socket', 1, 1) == ALLOWED
    assert zygote.call('socket', 2, 2, 0) == REFUSED
