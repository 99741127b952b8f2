"""The table of system calls against itself and against this kernel."""

import ctypes
import errno
import itertools
import os
import platform

import pytest

from isolation import forbidden_calls, kernel, seccomp, syscalls

TABLES = {name: table for name, table in vars(syscalls).items() if name.isupper() and isinstance(table, dict)}
CALLS = {name: table for name, table in TABLES.items() if name != 'AUDIT_ARCH'}


@pytest.mark.parametrize('architecture', syscalls.ARCHITECTURES)
def test_no_two_calls_have_the_same_number(architecture: str) -> None:
    named = list(itertools.chain(*(syscalls.numbers(table, architecture).items() for table in CALLS.values())))
    assert len({number for _, number in named}) == len({name for name, _ in named})


@pytest.mark.parametrize('architecture', syscalls.ARCHITECTURES)
def test_every_number_is_one_the_filter_knows(architecture: str) -> None:
    for table in CALLS.values():
        assert all(number < syscalls.FIRST_UNKNOWN for number in syscalls.numbers(table, architecture).values())


@pytest.mark.parametrize('architecture', syscalls.ARCHITECTURES)
def test_what_builds_the_sandbox_is_never_allowed_in_it(architecture: str) -> None:
    allowed = set().union(*(table.keys() for table in (*seccomp.ALLOWED, syscalls.METADATA)))
    assert allowed.isdisjoint(syscalls.SETUP)
    assert allowed.isdisjoint(syscalls.ABSENT)
    assert syscalls.numbers(syscalls.SETUP, architecture).keys() <= syscalls.SETUP.keys()


def test_calls_that_one_architecture_lacks_are_left_out() -> None:
    assert 'open' in syscalls.numbers(syscalls.FILES, 'x86_64')
    assert 'open' not in syscalls.numbers(syscalls.FILES, 'aarch64')


def test_the_numbers_are_those_of_this_kernel() -> None:
    number = syscalls.numbers(syscalls.IDENTITY)['getpid']
    assert kernel.libc.syscall(ctypes.c_long(number)) == os.getpid()


@pytest.mark.parametrize(('machine', 'name'), [('arm64', 'aarch64'), ('AMD64', 'x86_64'), ('x86_64', 'x86_64')])
def test_a_machine_is_known_under_all_its_names(monkeypatch: pytest.MonkeyPatch, machine: str, name: str) -> None:
    monkeypatch.setattr(platform, 'machine', lambda: machine)
    assert syscalls.this_machine() == name


def test_a_machine_without_a_table_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, 'machine', lambda: 'riscv64')
    with pytest.raises(OSError, match='no system-call table for riscv64'):
        syscalls.this_machine()


def test_a_refused_call_names_its_step_and_the_kernels_answer() -> None:
    with pytest.raises(OSError, match='pivot_root') as refused:
        kernel.call('pivot_root', b'/nowhere', b'/nowhere')
    assert refused.value.errno in (errno.EPERM, errno.ENOENT)


def test_the_forbidden_calls_use_the_numbers_of_the_table() -> None:
    known = {number for table in CALLS.values() for number in syscalls.numbers(table, 'x86_64').values()}
    named = {numbers for numbers, _ in forbidden_calls.CALLS.values()}
    for x86_64, aarch64 in named:
        if x86_64 in known and aarch64 is not None:
            pair = next(pair for table in CALLS.values() for pair in table.values() if pair[0] == x86_64)
            assert pair == (x86_64, aarch64)
