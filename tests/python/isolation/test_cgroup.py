"""Finding and using a delegated cgroup, in folders made as the kernel shows them."""

import os
from pathlib import Path
from typing import Any

import pytest

from isolation import cgroup, delegation, fixed_limits
from isolation.reports import Exceeded


@pytest.fixture
def branch(tmp_path: Path) -> cgroup.Cgroups:
    """The branch of one zygote, in a folder that takes every setting."""
    return cgroup.Cgroups(os.open(tmp_path, os.O_PATH | os.O_DIRECTORY))


def child(tmp_path: Path, number: int, **files: str) -> Path:
    """A child's cgroup as the kernel fills it when it is made."""
    folder = tmp_path / str(number)
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name.replace('_', '.', 1)).write_text(text)
    return folder


def test_children_get_a_memory_and_a_task_counter_as_far_as_there_are_any() -> None:
    assert delegation.counters('cpuset cpu io memory pids') == '+memory +pids'
    assert delegation.counters('cpu memory') == '+memory'
    assert delegation.counters('') == ''


def test_a_setting_is_read_and_written_below_an_opened_folder(tmp_path: Path) -> None:
    (tmp_path / 'memory.max').write_text('max\n')
    folder = os.open(tmp_path, os.O_PATH | os.O_DIRECTORY)
    delegation.write('memory.max', '123', folder)
    assert delegation.read('memory.max', folder) == '123\n'


@pytest.mark.parametrize(
    ('mounts', 'said'),
    [
        ('30 20 0:26 / /sys/fs/cgroup/unified rw - tmpfs tmpfs rw\n', 'this host has no cgroup v2'),
        ('30 20 0:26 /other /cg rw - cgroup2 cgroup2 rw\n', 'the own cgroup is not below the mounted ones'),
    ],
)
def test_a_host_without_a_cgroup_for_this_process_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mounts: str, said: str
) -> None:
    show(monkeypatch, tmp_path, mounts=mounts, own='0::/service\n')
    with pytest.raises(delegation.NotDelegatedError, match=said):
        delegation.delegated_folder()


def test_a_process_in_no_cgroup_of_version_2_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    show(monkeypatch, tmp_path, mounts='30 20 0:26 / /cg rw - cgroup2 cgroup2 rw\n', own='4:memory:/x\n')
    with pytest.raises(delegation.NotDelegatedError, match='in no cgroup v2'):
        delegation.delegated_folder()


def test_a_cgroup_without_a_mark_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cgroup_folder(tmp_path / 'service')
    (tmp_path / 'service/cgroup.type').write_text('domain\n')
    show(monkeypatch, tmp_path, mounts=f'30 20 0:26 / {tmp_path} rw - cgroup2 cgroup2 rw\n', own='0::/service\n')
    with pytest.raises(delegation.NotDelegatedError, match='not marked as delegated'):
        delegation.delegated_folder()


def test_the_root_of_a_container_is_taken_without_a_mark(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cgroup_folder(tmp_path / 'mounted')
    (tmp_path / 'mounted/cgroup.type').write_text('domain\n')
    mounts = f'30 20 0:26 / {tmp_path}/mounted rw - cgroup2 cgroup2 rw\n'
    show(monkeypatch, tmp_path, mounts=mounts, own='0::/\n')
    assert delegation.delegated_folder() == f'{tmp_path}/mounted'


def test_the_root_of_a_host_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cgroup_folder(tmp_path / 'mounted')
    mounts = f'30 20 0:26 / {tmp_path}/mounted rw - cgroup2 cgroup2 rw\n'
    show(monkeypatch, tmp_path, mounts=mounts, own='0::/\n')
    with pytest.raises(delegation.NotDelegatedError, match='not marked as delegated'):
        delegation.delegated_folder()


def test_a_mark_above_counts_for_the_supervisor_part_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    cgroup_folder(tmp_path / 'service')
    cgroup_folder(tmp_path / 'service/other')
    marked = str(tmp_path / 'service')
    monkeypatch.setattr(os, 'getxattr', lambda folder, _name: b'1' if folder == marked else b'0')
    mounts = f'30 20 0:26 / {tmp_path} rw - cgroup2 cgroup2 rw\n'
    show(monkeypatch, tmp_path, mounts=mounts, own='0::/service/other\n')
    with pytest.raises(delegation.NotDelegatedError, match='not marked as delegated'):
        delegation.delegated_folder()


def test_a_cgroup_without_a_memory_controller_is_not_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / 'service').mkdir()
    (tmp_path / 'service/cgroup.controllers').write_text('cpu pids\n')
    show(monkeypatch, tmp_path, mounts=f'30 20 0:26 / {tmp_path} rw - cgroup2 cgroup2 rw\n', own='0::/service\n')
    with pytest.raises(delegation.NotDelegatedError, match='no memory controller'):
        delegation.delegated_folder()


@pytest.mark.parametrize('own', ['0::/service\n', '0::/service/supervisor\n'], ids=['itself', 'its supervisor part'])
def test_a_marked_cgroup_is_taken_whether_this_process_is_in_it_or_in_its_supervisor_part(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, own: str
) -> None:
    cgroup_folder(tmp_path / 'service')
    cgroup_folder(tmp_path / 'service/supervisor')
    marked = str(tmp_path / 'service')
    monkeypatch.setattr(os, 'getxattr', lambda folder, _name: b'1' if folder == marked else b'0')
    show(monkeypatch, tmp_path, mounts=f'30 20 0:26 / {tmp_path} rw - cgroup2 cgroup2 rw\n', own=own)
    assert delegation.delegated_folder() == marked


def test_a_child_is_held_to_its_memory_and_what_the_kernel_needs_for_it(branch: cgroup.Cgroups, tmp_path: Path) -> None:
    branch.make(5)
    (tmp_path / '5/memory.max').write_text('max')
    branch.arm(5, 100 << 20)
    assert (tmp_path / '5/memory.max').read_text() == str((100 << 20) + cgroup.ALLOWANCE_BYTES)


def test_a_child_that_is_not_known_is_left_alone(branch: cgroup.Cgroups, tmp_path: Path) -> None:
    child(tmp_path, 5, memory_max='max')
    branch.arm(5, 1)
    assert (tmp_path / '5/memory.max').read_text() == 'max'
    assert branch.end(5) is None


@pytest.mark.parametrize(
    ('events', 'exceeded'),
    [
        ('low 0\nhigh 0\nmax 9\noom 1\noom_kill 1\n', Exceeded('memory', 4 + (cgroup.ALLOWANCE_BYTES >> 20))),
        ('low 0\nhigh 0\nmax 9\noom 0\noom_kill 1\n', None),
        ('low 0\nhigh 0\nmax 9\noom 0\noom_kill 0\n', None),
    ],
    ids=['its own maximum', 'a shortage of the host', 'nothing'],
)
def test_only_a_kill_at_its_own_maximum_counts_for_a_child(
    branch: cgroup.Cgroups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, events: str, exceeded: Exceeded | None
) -> None:
    branch.make(5)
    child(tmp_path, 5, memory_max='max', memory_events=events)
    branch.arm(5, 4 << 20)
    removed: list[str] = []
    monkeypatch.setattr(os, 'rmdir', lambda name, dir_fd: removed.append(name))  # the kernel removes its files with it
    assert branch.end(5) == exceeded
    assert removed == ['5']


def test_a_process_whose_cgroup_counts_everything_attests_it(branch: cgroup.Cgroups, tmp_path: Path, proc: int) -> None:
    files = {'cgroup_procs': '', 'pids_max': '64\n', 'memory_oom.group': '1\n', 'memory_swap.max': '0\n'}
    child(tmp_path, 5, **files)
    layer = branch.enter(5, proc)
    assert layer.detail == 'memory.max per run, pids.max 64, memory.oom.group 1, memory.swap.max 0'
    assert not layer.active  # this process is not in it: that is the kernel's word


def test_a_process_that_can_not_enter_its_cgroup_has_none(branch: cgroup.Cgroups, proc: int) -> None:
    layer = branch.enter(9, proc)
    assert not layer.active
    assert layer.detail.startswith('its cgroup could not be entered: No such file or directory')


def test_without_a_delegated_cgroup_nothing_is_done_and_the_reason_is_attested(proc: int) -> None:
    none = cgroup.NoCgroups('no reason ' * 100)
    assert none.settle() is none
    assert none.enter(1, proc) == none.layer
    assert not none.layer.active
    assert len(none.layer.detail) == fixed_limits.TABLE.detail_characters


def cgroup_folder(folder: Path) -> None:
    """A cgroup as the kernel shows it."""
    folder.mkdir()
    for name in ('cgroup.controllers', 'cgroup.procs', 'cgroup.subtree_control'):
        (folder / name).write_text('memory pids\n')


def show(monkeypatch: pytest.MonkeyPatch, folder: Path, mounts: str, own: str) -> None:
    """Has the modules find these texts in the place of the kernel's."""
    (folder / 'mountinfo').write_text(mounts)
    (folder / 'cgroup').write_text(own)
    plain_open: Any = open
    plain_read = delegation.read

    def opened(path: str, **options: str) -> object:
        return plain_open(folder / 'mountinfo' if path == '/proc/self/mountinfo' else path, **options)

    def read(path: str, base: int | None = None) -> str:
        return plain_read(str(folder / 'cgroup') if path == '/proc/self/cgroup' else path, base)

    monkeypatch.setattr('builtins.open', opened)
    monkeypatch.setattr(delegation, 'read', read)
