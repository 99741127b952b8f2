"""Imports a library's modules and tells what each declared function is, or why it is refused."""

import importlib
import inspect
import json
import os
import sys
import threading
import time
from typing import Any

from function_library import manifest, prepared, raised, schemas, search_path, written
from function_library.docstrings.parse import parse
from function_library.found import innermost, is_async
from function_library.manifest import DeclaredFunction, Manifest
from function_library.parameters import EMPTY
from function_library.prepared import Prepared
from function_library.refusal import Refusal

FOLDER = '.python-coder'
KINDS = {
    inspect.Parameter.POSITIONAL_ONLY: 'positional-or-keyword',
    inspect.Parameter.POSITIONAL_OR_KEYWORD: 'positional-or-keyword',
    inspect.Parameter.KEYWORD_ONLY: 'keyword-only',
    inspect.Parameter.VAR_POSITIONAL: 'var-positional',
    inspect.Parameter.VAR_KEYWORD: 'var-keyword',
}


def main(folder: str) -> None:
    """Writes the description of the library in `folder`; a module or function that fails keeps no other from being described."""
    target = os.path.join(os.getcwd(), FOLDER)
    library = manifest.read(folder)
    search_path.extend(library.roots)
    output = sys.stdout
    sys.stdout = sys.stderr  # whatever a module prints while it is imported
    try:
        modules = {name: _imported(name, library) for name in dict.fromkeys(each.module for each in library.functions)}
        functions = [_described(each, modules[each.module], library) for each in library.functions]
    finally:
        sys.stdout = output
    os.makedirs(target, exist_ok=True)
    with open(os.path.join(target, 'description.json'), 'w', encoding='utf-8') as file:
        json.dump({'modules': modules, 'functions': functions}, file, allow_nan=False)


def _imported(name: str, library: Manifest) -> dict[str, Any]:
    started = time.perf_counter()
    try:
        importlib.import_module(name)
    except BaseException as error:  # a module may leave the interpreter, too
        told = raised.told(error, library)
        file, line = raised.last_place(error, library)
        words = {key: told[key] for key in ('type', 'message', 'traceback')}
        return {'status': 'failed', **words, 'file': file, 'line': line}
    milliseconds = round((time.perf_counter() - started) * 1000, 1)
    return {'status': 'imported', 'milliseconds': milliseconds, 'threads': _threads()}


def _threads() -> int:
    """How many threads there are, with those that are not Python's where the system tells of them."""
    try:
        return max(threading.active_count(), len(os.listdir('/proc/self/task')))
    except OSError:
        return threading.active_count()


def _described(declared: DeclaredFunction, module: dict[str, Any], library: Manifest) -> dict[str, Any]:
    if module['status'] == 'failed':
        reason = f'Its module {declared.module} can not be imported: {module["type"]}: {module["message"]}'
        return _refused(declared, Refusal(reason, 'Repair the import.'))
    try:
        return _found(prepared.prepare(declared), library)
    except Refusal as refusal:
        return _refused(declared, refusal)
    except BaseException as error:
        reason = f'It can not be looked at: {type(error).__name__}: {raised.message_of(error)}'
        return _refused(declared, Refusal(reason, 'Write a plain function around it.'))


def _refused(declared: DeclaredFunction, refusal: Refusal) -> dict[str, Any]:
    words = {'reason': refusal.reason, 'suggestion': refusal.suggestion}
    return {'name': declared.name, 'status': 'refused', **words, 'line': _line(declared)}


def _found(function: Prepared, library: Manifest) -> dict[str, Any]:
    documentation = parse(_docstring(function))
    name = function.declared.name
    signature = written.signature_with(function)
    text = written.written(name, signature)
    return {
        'name': name,
        'status': 'found',
        'signature': text,
        'description': documentation.description,
        'summary': documentation.summary,
        'parameters': schemas.parameters_schema(function, documentation),
        'result': schemas.result_schema(function),
        'isAsync': is_async(function.function),
        'file': _file(function, library),
        'line': _line(function.declared),
        'program': {'signature': text, 'parameters': [_parameter(each) for each in signature.parameters.values()]},
    }


def _parameter(parameter: inspect.Parameter) -> dict[str, Any]:
    many = parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD)
    required = parameter.default is EMPTY and not many
    return {'name': parameter.name, 'kind': KINDS[parameter.kind], 'required': required}


def _docstring(function: Prepared) -> str | None:
    inner = innermost(function.function)
    return inspect.getdoc(inner)


def _file(function: Prepared, library: Manifest) -> str | None:
    """The file of the function's `def` as its owner knows it, where it is one of the library."""
    code = getattr(innermost(function.function), '__code__', None)
    return library.shown_name(code.co_filename) if code else None


def _line(declared: DeclaredFunction) -> int | None:
    """The line of the function's `def`, where it can be found."""
    module = sys.modules.get(declared.module)
    found: Any = module
    for part in declared.function.split('.'):
        found = getattr(found, part, None)
    code = getattr(innermost(found), '__code__', None) if callable(found) else None
    return code.co_firstlineno if code else None
