"""What a folder of sources is like once it is compiled."""

import importlib.util
import os
import sys
from pathlib import Path

from environment import compile_sources


def _compiled(source: Path) -> bytes:
    return Path(importlib.util.cache_from_source(str(source))).read_bytes()


def test_every_source_is_compiled_once_and_again_when_it_changes(tmp_path: Path) -> None:
    one, other = tmp_path / 'one.py', tmp_path / 'package' / 'other.py'
    other.parent.mkdir()
    one.write_text('value = 1\n')
    other.write_text('value = 2\n')
    assert compile_sources.compile_below(tmp_path) == 2
    assert compile_sources.compile_below(tmp_path) == 0
    before = _compiled(one)
    times = one.stat()
    one.write_text('value = 3\n')
    os.utime(
        one, ns=(times.st_atime_ns, times.st_mtime_ns)
    )  # as package managers give every version of a file one time
    assert compile_sources.compile_below(tmp_path) == 1
    assert _compiled(one) != before
    assert (tmp_path / '__pycache__' / f'compiled.{sys.implementation.cache_tag}').is_file()


def test_what_was_compiled_is_not_used_for_another_source_of_the_same_time_and_size(tmp_path: Path) -> None:
    source = tmp_path / 'measured_once.py'
    source.write_text('value = 1\n')
    compile_sources.compile_below(tmp_path)
    times = source.stat()
    source.write_text('value = 2\n')
    os.utime(source, ns=(times.st_atime_ns, times.st_mtime_ns))
    spec = importlib.util.spec_from_file_location('measured_once', source)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.value == 2


def test_a_file_that_is_no_python_is_left_out_and_no_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / 'broken.py').write_text('def f(:\n')
    outside = tmp_path.parent / f'{tmp_path.name}-outside.py'
    outside.write_text('value = 1\n')
    (tmp_path / 'link.py').symlink_to(outside)
    assert compile_sources.compile_below(tmp_path) == 0
