"""What a host must have for shell programs."""

import os

import pytest

from isolation import enclosure, shell
from isolation.specs import ZygoteSpec


@pytest.mark.needs('shell', os.path.exists(shell.SHELL))
def test_this_host_has_it() -> None:
    shell.check_host()


def test_a_host_without_a_shell_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, 'SHELL', '/nowhere/sh')
    with pytest.raises(OSError, match='no /nowhere/sh'):
        shell.check_host()


def test_a_shell_that_could_not_be_executed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shell, 'EXECUTABLE', ('/usr/local/lib',))
    with pytest.raises(OSError, match='outside of the folders'):
        shell.check_host()


def test_a_kernel_that_tells_no_children_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, 'getpid', lambda: 999_999_999)
    with pytest.raises(OSError, match='CONFIG_PROC_CHILDREN'):
        shell.check_host()


def test_tier_b_refuses_shell_programs() -> None:
    spec = ZygoteSpec('B', 'shell', (), None, '/s', '/w', '/w', None, None, None, None)
    with pytest.raises(OSError, match='tier A only'):
        enclosure.enclose(spec, lambda: lambda _root: None)
