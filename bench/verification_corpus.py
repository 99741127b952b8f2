"""Prints harmless data-analysis programs as JSON: the examples and tests the installed libraries ship.

Reads from standard input {"modules": importable top-level modules, "files": read per library, "limit": programs per
source}.
"""

from __future__ import annotations

import ast
import builtins
import doctest
import hashlib
import json
import re
import symtable
import sys
import sysconfig
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

SITE_PACKAGES = Path(sysconfig.get_path('purelib'))

LIBRARIES = """
    pandas numpy scipy sklearn statsmodels matplotlib seaborn xarray sympy astropy plotly h5py tables openpyxl
    PIL bs4 nltk textblob pyarrow patsy joblib formulaic imageio dateutil lxml docx yaml tqdm mpmath
""".split()

# Names that the documentation of these libraries uses without importing them.
CONVENTIONS = {
    'np': 'import numpy as np',
    'pd': 'import pandas as pd',
    'plt': 'import matplotlib.pyplot as plt',
    'sns': 'import seaborn as sns',
    'xr': 'import xarray as xr',
    'sm': 'import statsmodels.api as sm',
}

# What a program may not contain to count as harmless, with the reason: the product denies it on purpose.
DENIED = {
    'network': r'https?://|ftp://|s3://|fetch_\w+|load_dataset|get_rdataset|urlopen|urlretrieve|\bdownload|tutorial\.'
    r'|scipy\.datasets|from scipy import datasets|get_dataset_names'
    r'|open_mfdataset|SkyCoord\.from_name|EarthLocation\.of',
    'files outside': r"""["'](?:/|~|\.\./|[A-Za-z]:\\)[\w.]|gettempdir|mkdtemp|mkstemp|NamedTemporaryFile"""
    r'|TemporaryDirectory|get_sample_data|tmp_path',
    'unpickling': r'pickle|joblib\.load|\bload\(.*allow_pickle|memmap',
    'processes': r'subprocess|multiprocessing|ProcessPool|os\.system|os\.environ|getenv|signal\.',
    'code at run time': r'\beval\(|\bexec\(|compile\(|importlib|__import__|ctypes|lambdify'
    r'|autowrap|codegen|f2py|autocall|ufuncify',
    'deletes folders': r'rmtree',
    'screen or keyboard': r'\binput\(|clipboard|tkinter|qt[45]|gtk|\bsys\.(?!exit|argv|stdout|stderr|version)',
    'internals': r'__array_interface__|__array_struct__|\.ctypes\b|sys\.modules'
    r'|__subclasses__|__globals__|__mro__|__bases__|__self__|__closure__|__code__',
}


class Program(NamedTuple):
    name: str
    source: str
    code: str


def main() -> None:
    request = json.load(sys.stdin)
    modules = set(request['modules']) | set(sys.stdlib_module_names)
    dropped: Counter[str] = Counter()
    kept: dict[str, list[Program]] = {}
    for library in LIBRARIES:
        for program in programs_of(library, request['files']):
            reason = why_dropped(program.code, modules)
            if reason is None:
                kept.setdefault(program.source, []).append(program)
            else:
                dropped[reason] += 1
    chosen = [program for programs in kept.values() for program in sample(programs, request['limit'])]
    json.dump({'programs': [program._asdict() for program in chosen], 'dropped': dropped}, sys.stdout)


def sample(programs: list[Program], limit: int) -> list[Program]:
    """The same choice on every machine that has the same versions: by the hash of the code, without repetitions."""
    chosen = {hash_of(program.code): program for program in programs}
    return [chosen[key] for key in sorted(chosen)[:limit]]


def by_hash(paths: Iterable[Path]) -> list[Path]:
    """An order that mixes the folders of a library and is the same everywhere."""
    names = {str(path.relative_to(SITE_PACKAGES)): path for path in paths}
    return [names[name] for name in sorted(names, key=hash_of)]


def hash_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def programs_of(library: str, files: int) -> Iterator[Program]:
    folder = SITE_PACKAGES / library
    for path in by_hash(folder.rglob('*.py'))[:files]:
        text = path.read_text('utf-8', 'replace')
        name = str(path.relative_to(SITE_PACKAGES))
        if 'test' in name:
            found = tests_of(text)
            source = f'{library} tests'
        elif 'examples' in path.parts:
            found = iter([('', text)])
            source = f'{library} examples'
        else:
            found = docstring_examples(text)
            source = f'{library} docstrings'
        for place, code in found:
            yield Program(f'{name}:{place}', source, complete(code))


def docstring_examples(text: str) -> Iterator[tuple[str, str]]:
    if '>>>' not in text:
        return
    parser = doctest.DocTestParser()
    for node in ast.walk(parse(text)):
        if not isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            continue
        try:
            examples = parser.get_examples(ast.get_docstring(node) or '')
        except ValueError:
            continue
        if not any(example.exc_msg for example in examples):
            yield getattr(node, 'name', 'module'), ''.join(example.source for example in examples)


def tests_of(text: str) -> Iterator[tuple[str, str]]:
    """The bodies of test functions without parameters, with the imports of their module that they use."""
    tree, lines = parse(text), text.splitlines()
    imports = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef) or not node.name.startswith('test'):
            continue
        if node.args.args or node.decorator_list or ast.get_docstring(node) or returns(node):
            continue
        used = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
        needed = [ast.unparse(one) for one in imports if bound_names(one) & used]
        body = textwrap.dedent('\n'.join(lines[node.body[0].lineno - 1 : node.end_lineno]))
        yield node.name, '\n'.join([*needed, body, ''])


def returns(node: ast.FunctionDef) -> bool:
    return any(isinstance(one, (ast.Return, ast.Yield, ast.Nonlocal)) for one in ast.walk(node))


def bound_names(node: ast.Import | ast.ImportFrom) -> set[str]:
    return {alias.asname or alias.name.split('.')[0] for alias in node.names}


def parse(text: str) -> ast.Module:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def complete(code: str) -> str:
    """With the imports that everybody who reads the documentation knows."""
    needed = [line for name, line in CONVENTIONS.items() if name in unbound_names(code)]
    return '\n'.join([*needed, code]) if needed else code


def why_dropped(code: str, modules: set[str]) -> str | None:
    tree = parse(code)
    if len(tree.body) < 3:
        return 'no program'
    if unbound_names(code) or 'import *' in code:
        return 'needs names from elsewhere'
    if not imported_roots(tree) <= modules or re.search(r'\bfrom \S*\b_(?!_)|\bimport _', code):
        return 'imports something else'
    for reason, pattern in DENIED.items():
        if re.search(pattern, code):
            return reason
    return None


def imported_roots(tree: ast.Module) -> set[str]:
    roots = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            roots |= {alias.name.split('.')[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            roots.add('.' if node.level else (node.module or '').split('.')[0])
    return roots


def unbound_names(code: str) -> set[str]:
    """Names a program reads and nobody gives a value."""
    try:
        top = symtable.symtable(code, 'program', 'exec')
    except (SyntaxError, ValueError):
        return set()
    bound = {symbol.get_name() for symbol in top.get_symbols() if symbol.is_assigned() or symbol.is_imported()}
    read: set[str] = set()
    pending = [top]
    while pending:
        table = pending.pop()
        pending.extend(table.get_children())
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (symbol.is_global() or table is top):
                read.add(symbol.get_name())
            if symbol.is_declared_global() and symbol.is_assigned():
                bound.add(symbol.get_name())
    return read - bound - set(dir(builtins)) - {'__file__', '__name__', '__doc__'}


if __name__ == '__main__':
    main()
