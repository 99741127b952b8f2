"""A library in a zygote."""

import os
from pathlib import Path

import pytest

import forked
from isolation.enclosure import Enclosed
from isolation.specs import Library, SourceFile, ZygoteSpec
from pool import library


def announced(*paths: str, size: int = 1) -> Library:
    """A library of files that are all of one size."""
    return Library(tuple(SourceFile(path, size) for path in paths), preload=True)


def sent(content: bytes) -> int:
    """The reading end of a channel that holds this."""
    reading, writing = os.pipe()
    os.write(writing, content)
    os.close(writing)
    return reading


def test_the_files_are_taken_in_the_order_in_which_they_were_announced() -> None:
    received = library.receive(announced('0/a.py', 'manifest.json', size=2), sent(b'abcd'))
    assert received == library.Received({'0/a.py': b'ab', 'manifest.json': b'cd'}, preload=True)


def test_a_supervisor_that_sends_less_is_gone() -> None:
    with pytest.raises(EOFError):
        library.receive(announced('0/a.py', size=2), sent(b'a'))


@pytest.mark.parametrize(
    'path', ['', '/etc/passwd', '../a.py', '0/../../a.py', '0//a.py', './a.py', '0/', '0/a\0.py', 'a' * 1001]
)
def test_a_path_that_could_leave_the_folder_is_no_librarys(path: str) -> None:
    with pytest.raises(ValueError, match='not the path of a file'):
        library.receive(announced(path), sent(b'a'))


@pytest.mark.parametrize('sizes', [(8 << 20, 1), (-1, 5)])
def test_a_library_is_not_larger_than_8_mib(sizes: tuple[int, ...]) -> None:
    files = tuple(SourceFile(f'0/{number}.py', size) for number, size in enumerate(sizes))
    with pytest.raises(ValueError, match='8 MiB'):
        library.receive(Library(files, preload=True), sent(b''))


def test_the_files_are_placed_for_programs_to_read_and_nobody_to_write(tmp_path: Path) -> None:
    folder = str(tmp_path)
    spec = ZygoteSpec('B', 'standard', (), None, f'{folder}/s', folder, folder, None, None, None, None)
    received = library.Received({'0/deep/a.py': b'x = 1', 'manifest.json': b'{}'}, preload=True)
    enclosed = library.place(spec, Enclosed(('/usr/lib',), 7), received)
    assert enclosed.readable == ('/usr/lib', f'{folder}/functions')
    source = tmp_path / 'functions/0/deep/a.py'
    assert source.read_bytes() == b'x = 1'
    assert source.stat().st_mode & 0o777 == 0o444


@pytest.mark.parametrize(
    ('source', 'said'),
    [
        ('def install(folder, preload): assert (folder, preload) == ("/folder", True)', None),
        ('def install(folder, preload): raise ValueError("no " + folder)', 'ValueError: no /folder'),
        ('def install(folder, preload): raise SystemExit(3)', 'SystemExit: 3'),
        ('raise ImportError("gone")', 'ImportError: gone'),
        (
            'class Odd(Exception):\n    def __str__(self): raise Odd\ndef install(*_): raise Odd',
            'Odd: the exception could not be printed',
        ),
    ],
)
def test_a_failed_import_is_told_as_a_value(tmp_path: Path, source: str, said: str | None) -> None:
    (tmp_path / 'function_library.py').write_text(source)

    def install() -> str | None:
        forked.forget('function_library')
        return library.install('/folder', preload=True, own_folder=str(tmp_path))

    assert forked.run(install) == said
