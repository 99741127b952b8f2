"""Compiles the Python files below a folder, so that interpreters that import them start sooner.

Compiled files are checked against the hash of their source when they are imported: a time stamp proves nothing where a
package manager gives every file the same.
"""

import importlib.util
import py_compile
import sys
from collections.abc import Iterator
from pathlib import Path

HASH = slice(8, 16)


def compile_below(folder: Path) -> int:
    """How many files were compiled: those whose compiled form is missing or of another source. Leaves a file that tells when."""
    compiled = sum(_compile(source) for source in sorted(_sources(folder)))
    done = folder / '__pycache__' / f'compiled.{sys.implementation.cache_tag}'
    done.parent.mkdir(exist_ok=True)
    done.touch()
    return compiled


def _sources(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob('*.py') if path.is_file() and not path.is_symlink())


def _compile(source: Path) -> bool:
    compiled = Path(importlib.util.cache_from_source(str(source)))
    if compiled.is_file() and compiled.read_bytes()[HASH] == importlib.util.source_hash(source.read_bytes()):
        return False
    mode = py_compile.PycInvalidationMode.CHECKED_HASH
    try:
        py_compile.compile(str(source), invalidation_mode=mode, doraise=True)
    except py_compile.PyCompileError:
        return False  # a file that is written for another Python
    return True


if __name__ == '__main__':
    compile_below(Path(sys.argv[1]))
