"""A library of declared functions in a folder, looked at and called as the sandbox does it."""

import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import forked
import function_library
from function_library import caller, introspect


class Declared:
    """Sources by path below the folder, and functions as `name` or `name=module:function`, with their constants."""

    def __init__(self, folder: Path, sources: str | Mapping[str, str], functions: Mapping[str, dict[str, Any]]) -> None:
        self.folder = folder
        self.work = folder / 'work'
        files = {'0/tools.py': sources} if isinstance(sources, str) else dict(sources)
        for path, text in files.items():
            file = folder / 'library' / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding='utf-8')
        declared = [_declared(words, constants) for words, constants in functions.items()]
        shown = {path: f'mine/{path[2:]}' for path in files}
        manifest = {'id': 'x', 'roots': ['0'], 'functions': declared, 'shownAs': shown, 'preload': True}
        (folder / 'library/manifest.json').write_text(json.dumps(manifest))
        (self.work / '.python-coder').mkdir(parents=True)

    def describe(self) -> Any:
        """What the introspection writes."""

        def look() -> Any:
            self._enter()
            introspect.main(str(self.folder / 'library'))
            return json.loads(Path('.python-coder/description.json').read_text())

        return forked.run(look)

    def found(self, name: str) -> Any:
        """What is described of one function."""
        (function,) = [each for each in self.describe()['functions'] if each['name'] == name]
        return function

    def call(self, function: str, arguments: Mapping[str, Any], preload: bool = True, **more: Any) -> Any:
        """What is written of one call, with what went to stderr under `stderr` where the function raised."""
        request = {'function': function, 'arguments': arguments, **more}
        (self.work / '.python-coder/call.json').write_text(json.dumps(request))

        child = os.fork()
        if child == 0:
            leave = os._exit  # whatever the function puts in its place
            try:
                self._call(preload)
            finally:
                leave(0)
        os.waitpid(child, 0)
        written, errors = self.work / '.python-coder/result.json', self.work / '.python-coder/stderr'
        said = errors.read_text() if errors.exists() else 'nothing'
        assert written.exists(), f'it ended without a result and said {said}'
        answer = json.loads(written.read_text())
        return {**answer, 'stderr': said.rstrip()} if answer['status'] == 'raised' else answer

    def _call(self, preload: bool) -> None:
        self._enter()
        sys.stderr = open('.python-coder/stderr', 'w', encoding='utf-8', buffering=1)  # noqa: SIM115 - it is left open
        try:
            function_library.install(str(self.folder / 'library'), preload)
            caller.call()
        except BaseException as error:
            sys.excepthook(type(error), error, error.__traceback__)
            sys.stderr.write(f'{type(error).__name__}\n')

    def run(self, program: Callable[[], Any], preload: bool = True) -> Any:
        """What a function of a test gives in a process that has the library installed."""

        def go() -> Any:
            self._enter()
            function_library.install(str(self.folder / 'library'), preload)
            return program()

        return forked.run(go)

    def _enter(self) -> None:
        os.chdir(self.work)
        sys.stderr = sys.__stderr__ or sys.stderr
        with contextlib.suppress(KeyError):
            del sys.modules['tools']
        importlib.invalidate_caches()


def _declared(words: str, constants: dict[str, Any]) -> dict[str, Any]:
    name, _, place = words.partition('=')
    module, _, function = (place or f'tools:{name}').partition(':')
    return {'name': name, 'module': module, 'function': function, 'defaults': constants}
