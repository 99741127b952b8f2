"""A library that is installed in an interpreter, and the module that programs import from."""

import sys
from pathlib import Path
from typing import Any

import pytest

import forked
from declared import Declared


def test_a_library_is_installed_as_a_whole_or_says_why_not(tmp_path: Path) -> None:
    def install() -> str:
        import function_library
        from function_library.refusal import LibraryFault

        with pytest.raises(LibraryFault) as fault:
            function_library.install(str(tmp_path / 'library'), True)
        return str(fault.value)

    library = Declared(tmp_path, {'0/tools.py': 'import nowhere_at_all\ndef f(): pass'}, {'f': {}})
    said = forked.run(install)
    assert said.startswith('the module tools can not be imported: Traceback')
    assert 'File "mine/tools.py", line 1' in said
    assert library.describe()['functions'][0]['status'] == 'refused'


def test_the_module_functions_offers_what_is_declared_and_nothing_else(tmp_path: Path) -> None:
    source = """
import asyncio
SECRET = 1
def add(a: int, b: int, c: int = 1) -> int:
    "Add."
    return a + b + c
async def later(n): return n
def rest(a, *b, **c): return [a, b, c]
"""
    library = Declared(tmp_path, source, {'add': {'b': 40}, 'later': {}, 'rest': {}})

    def use() -> Any:
        import asyncio
        import inspect

        functions = sys.modules['functions']
        add = vars(functions)['add']

        async def inside() -> Any:
            return vars(functions)['later'](7)

        return [
            add(1), add(1, 2), add(1, c=5), add(a=1, b=1, c=1), vars(functions)['later'](3), asyncio.run(inside()),
            vars(functions)['rest'](1, 2, x=3), add.__doc__, str(inspect.signature(add)), vars(functions)['__all__'],
            [name for name in vars(functions) if not name.startswith('__')], hasattr(add, '__wrapped__'), add.__module__,
        ]  # fmt: skip

    assert library.run(use) == [
        42, 4, 46, 3, 3, 7, [1, [2], {'x': 3}], 'Add.', '(a: int, b: int = 40, c: int = 1) -> int',
        ['add', 'later', 'rest'], ['add', 'later', 'rest'], False, 'functions',
    ]  # fmt: skip
    assert library.run(lambda: sys.modules['functions'].add(1), preload=False) == 42


def test_a_module_functions_of_the_library_stays_what_it_is(tmp_path: Path) -> None:
    files = {
        '0/functions/__init__.py': 'own = 1',
        '0/functions/orders.py': 'from functions import own\ndef f(): return own',
    }
    library = Declared(tmp_path, files, {'f=functions.orders:f': {}})
    assert library.call('f', {}) == {'status': 'returned', 'result': 1}

    def use() -> Any:
        import importlib

        module: Any = importlib.import_module('functions')
        return [module.own, module.f()]

    assert library.run(use) == [1, 1]


def test_modules_with_the_names_of_ours_are_the_librarys(tmp_path: Path) -> None:
    files = {
        '0/tools.py': 'from program.steps import step\nimport templates\ndef f(): return [step, templates.mine]',
        '0/program/steps.py': 'step = 1',
        '0/templates.py': 'mine = 2',
    }
    library = Declared(tmp_path, files, {'f': {}})
    assert library.describe()['modules']['tools']['status'] == 'imported'


def test_the_name_of_what_loads_it_is_taken(tmp_path: Path) -> None:
    Declared(tmp_path, {'0/function_library.py': 'def f(): pass'}, {'f=function_library:f': {}})

    def install() -> str:
        from function_library import installation
        from function_library.refusal import LibraryFault

        with pytest.raises(LibraryFault) as fault:
            installation.install(str(tmp_path / 'library'), True)
        return str(fault.value)

    assert 'a module of the library is called function_library' in forked.run(install)
