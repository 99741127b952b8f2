"""Landlock as this kernel enforces it."""

import errno
import functools
import os
from pathlib import Path

import pytest

import forked
from isolation import capabilities, landlock

needs_landlock = pytest.mark.needs('Landlock', landlock.abi() > 0)


@needs_landlock
def test_only_the_listed_paths_can_be_reached(tmp_path: Path) -> None:
    for name in ('readable', 'writable', 'other'):
        (tmp_path / name).mkdir()
        (tmp_path / name / 'file').write_text('x')

    def restricted() -> object:
        capabilities.forbid_new_privileges()
        readable, writable = f'{tmp_path}/readable', f'{tmp_path}/writable'
        landlock.restrict([(readable, landlock.READ), (writable, landlock.READ_WRITE)])
        answers = {}
        for name in ('readable', 'writable', 'other'):
            for what, flags in (('read', os.O_RDONLY), ('write', os.O_WRONLY)):
                try:
                    os.close(os.open(f'{tmp_path}/{name}/file', flags))
                    answers[f'{what} {name}'] = 'worked'
                except OSError as error:
                    answers[f'{what} {name}'] = errno.errorcode[error.errno or 0]
        return answers

    assert forked.run(restricted) == {
        'read readable': 'worked',
        'write readable': 'EACCES',
        'read writable': 'worked',
        'write writable': 'worked',
        'read other': 'EACCES',
        'write other': 'EACCES',
    }


@needs_landlock
def test_in_a_writable_folder_no_links_or_devices_can_be_made(tmp_path: Path) -> None:
    def restricted() -> object:
        capabilities.forbid_new_privileges()
        landlock.restrict([(str(tmp_path), landlock.READ_WRITE)])
        os.mkdir(f'{tmp_path}/folder')
        refused = []
        attempts = {
            'link': functools.partial(os.symlink, '/', f'{tmp_path}/link'),
            'pipe': functools.partial(os.mkfifo, f'{tmp_path}/pipe'),
        }
        for name, attempt in attempts.items():
            try:
                attempt()
            except PermissionError:
                refused.append(name)
        return refused

    assert forked.run(restricted) == ['link', 'pipe']


@needs_landlock
def test_a_path_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    def restricted() -> object:
        capabilities.forbid_new_privileges()
        landlock.restrict([(f'{tmp_path}/nowhere', landlock.READ)])
        return True

    assert forked.run(restricted)


@needs_landlock
def test_an_ordinary_user_restricts_nothing_without_giving_up_privileges() -> None:
    def restricted() -> object:
        if os.geteuid() == 0:
            os.setresuid(65534, 65534, 65534)
        try:
            landlock.restrict([])
        except OSError as error:
            return errno.errorcode[error.errno or 0]
        return 'worked'

    assert forked.run(restricted) == 'EPERM'


def test_rights_that_only_folders_have_are_not_asked_for_files() -> None:
    for right in (landlock.READ_DIR, landlock.REMOVE_DIR, landlock.MAKE_REG, landlock.REFER):
        assert not landlock.FILE_RIGHTS & right
