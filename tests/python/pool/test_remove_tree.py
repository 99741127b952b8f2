"""Removing folders that a program made hard to remove."""

import os
from pathlib import Path

import forked
from pool import remove_tree


def test_a_tree_deeper_than_any_path_may_be_long_is_removed(tmp_path: Path) -> None:
    top = tmp_path / 'top'
    top.mkdir()
    folder = os.open(top, os.O_RDONLY)
    for _ in range(60):
        os.mkdir('d' * 200, dir_fd=folder)
        inner = os.open('d' * 200, os.O_RDONLY, dir_fd=folder)
        os.close(os.open('file', os.O_CREAT | os.O_WRONLY, dir_fd=inner))
        os.close(folder)
        folder = inner
    os.close(folder)
    remove_tree.remove_tree(str(top))
    assert not top.exists()


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    (tmp_path / 'kept').mkdir()
    (tmp_path / 'kept/file').touch()
    (tmp_path / 'top/inner').mkdir(parents=True)
    (tmp_path / 'top/link').symlink_to(tmp_path / 'kept')
    (tmp_path / 'top/inner/link').symlink_to(tmp_path / 'kept')
    remove_tree.remove_tree(str(tmp_path / 'top'))
    assert not (tmp_path / 'top').exists()
    assert (tmp_path / 'kept/file').exists()


def test_folders_that_are_closed_to_their_owner_are_removed(tmp_path: Path) -> None:
    inner = tmp_path / 'top/closed/inner'
    inner.mkdir(parents=True)
    (inner / 'file').touch()

    def remove() -> object:
        if os.geteuid() == 0:  # whom no mode stops
            for path in (tmp_path, *inner.parents, inner, inner / 'file'):
                if path.is_relative_to(tmp_path):
                    os.chown(path, 65534, 65534)
            for path in tmp_path.parents:
                if path != Path('/tmp') and path != Path('/'):
                    path.chmod(path.stat().st_mode | 0o011)
            os.setresuid(65534, 65534, 65534)
        inner.chmod(0)
        inner.parent.chmod(0)
        remove_tree.remove_tree(f'{tmp_path}/top')
        return os.path.exists(f'{tmp_path}/top')

    assert forked.run(remove) is False


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    remove_tree.remove_tree(f'{tmp_path}/nowhere')


def test_two_folders_of_one_name_in_different_depths_do_not_collide(tmp_path: Path) -> None:
    for name in ('a/same/same', 'b/same/same', 'same/same/same'):
        (tmp_path / 'top' / name).mkdir(parents=True)
    remove_tree.remove_tree(f'{tmp_path}/top')
    assert not (tmp_path / 'top').exists()
