"""What a private root shows of the host."""

import os
import sys
from pathlib import Path

import pytest

from isolation import filesystem


def test_the_interpreter_and_the_folders_asked_for_are_readable(tmp_path: Path) -> None:
    chosen = filesystem.readonly_paths([str(tmp_path)])
    assert all(covered(path, chosen) for path in (os.path.realpath(sys.base_prefix) + '/lib', str(tmp_path)))


@pytest.mark.parametrize('path', ['/', '/usr', '/etc', '/home', '/root', '/nowhere'])
def test_no_whole_folder_of_the_host_is_readable(path: str) -> None:
    assert path not in filesystem.readonly_paths([path])


def test_a_folder_inside_of_a_chosen_one_is_not_named_again(tmp_path: Path) -> None:
    (tmp_path / 'inner').mkdir()
    chosen = filesystem.readonly_paths([str(tmp_path / 'inner'), str(tmp_path)])
    assert str(tmp_path) in chosen
    assert str(tmp_path / 'inner') not in chosen


def test_what_is_asked_for_is_kept_with_the_interpreter_of_the_system_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ('prefix', 'base_prefix', 'exec_prefix'):
        monkeypatch.setattr(sys, name, '/usr')
    chosen = filesystem.readonly_paths(['/usr/bin'])
    assert '/usr' not in chosen
    assert {'/usr/bin', '/usr/lib'} <= set(chosen)


def test_links_are_shown_as_links_and_everything_else_by_what_was_opened(tmp_path: Path) -> None:
    (tmp_path / 'folder').mkdir()
    (tmp_path / 'file').write_text('x')
    (tmp_path / 'link').symlink_to('folder')
    opened = filesystem.open_all([f'{tmp_path}/{name}' for name in ('folder', 'file', 'link')], ('null', 'zero'))
    assert opened.links == {f'{tmp_path}/link': 'folder'}
    assert [(Path(path).name, is_folder) for path, is_folder, _ in opened.places] == [('folder', True), ('file', False)]
    assert [name for name, _ in opened.devices] == ['null', 'zero']


def test_the_font_lists_of_a_prepared_cache_are_carried_over(tmp_path: Path) -> None:
    prepared, target = tmp_path / 'prepared', tmp_path / 'target'
    prepared.mkdir()
    target.mkdir()
    for name in ('fontlist-v390.json', 'tex.cache', 'fontlist.lock'):
        (prepared / name).write_text(name)
    lists = filesystem.read_font_lists(str(prepared))
    assert lists == {'fontlist-v390.json': b'fontlist-v390.json'}
    filesystem.write_font_lists(lists, str(target), os.getuid())
    assert [entry.name for entry in (target / 'matplotlib').iterdir()] == ['fontlist-v390.json']


@pytest.mark.parametrize(
    ('shown', 'is_shown'),
    [
        ('/tmp', True), ('/tmp/python', False), ('/', False), ('/tmporary', False), ('/mnt', False), ('/usr/lib', False),
    ],
)  # fmt: skip
def test_an_alias_never_takes_the_place_of_what_the_host_shows(shown: str, is_shown: bool) -> None:
    for links, places in (({shown: 'x'}, ()), ({}, ((shown, True, -1),))):
        opened = filesystem.Opened(links, places, ())
        assert filesystem.is_shown('/tmp', opened) is is_shown
    above = filesystem.Opened({}, (('/mnt', True, -1),), ())
    assert filesystem.is_shown('/mnt/data', above)


def test_what_the_host_has_below_its_tmp_is_found_by_its_name_in_the_own_one(tmp_path: Path) -> None:
    filesystem.link_held(('/tmp/a/python', '/tmp/a/lib', '/tmp/b', '/usr/lib', '/tmporary/c'), str(tmp_path))
    links = {entry.name: os.readlink(entry) for entry in tmp_path.iterdir()}
    assert links == {'a': '/held/tmp/a', 'b': '/held/tmp/b'}


@pytest.mark.parametrize('folder', [None, '', '/nowhere'])
def test_without_a_prepared_cache_there_are_no_font_lists(folder: str | None) -> None:
    assert filesystem.read_font_lists(folder) == {}


def covered(path: str, chosen: list[str]) -> bool:
    """True where one of the chosen paths is `path` or a folder above it."""
    return any(path == above or path.startswith(above + '/') for above in map(os.path.realpath, chosen))
