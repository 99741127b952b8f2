"""A library of declared functions in a folder, looked at and called as the sandbox does it."""

import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import forked
import function_library
from function_library import caller, introspect

for shared in ('numpy.typing', 'pandas', 'pydantic', 'function_library.installation'):
    importlib.import_module(shared)  # once, and not in each forked process


class Declared:
    """Sources by path below the folder, and functions as `name` or `name=module:function`, with their constants.

    `secrets` are parameters of each of them that nobody is told of, `bound` those that a state gives.
    """

    def __init__(
        self,
        folder: Path,
        sources: str | Mapping[str, str],
        functions: Mapping[str, dict[str, Any]],
        secrets: Sequence[str] = (),
        bound: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.work = folder / 'work'
        self.asked = self.work / '.python-coder/call.json'
        self.answered = self.work / '.python-coder/result.json'
        files = {'0/tools.py': sources} if isinstance(sources, str) else dict(sources)
        for path, text in files.items():
            file = folder / 'library' / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding='utf-8')
        given = {'secrets': list(secrets), 'bound': list(bound)}
        declared = [{**_declared(*each), **given} for each in functions.items()]
        shown = {path: f'mine/{path[2:]}' for path in files}
        manifest = {'id': 'x', 'roots': ['0'], 'functions': declared, 'shownAs': shown, 'preload': True}
        (folder / 'library/manifest.json').write_text(json.dumps(manifest))
        self.asked.parent.mkdir(parents=True)

    def describe(self) -> Any:
        """What the introspection writes."""

        def look() -> Any:
            self.enter()
            introspect.main(str(self.folder / 'library'))
            return json.loads(Path('.python-coder/description.json').read_text())

        return forked.run(look)

    def found(self, name: str) -> Any:
        """What is described of one function."""
        (function,) = [each for each in self.describe()['functions'] if each['name'] == name]
        return function

    def call(self, function: str, arguments: Mapping[str, Any], preload: bool = True, **more: Any) -> Any:
        """What is written of one call, with what went to stderr under `stderr` where the function raised."""
        self.ask(function, arguments, **more)
        errors = self.asked.with_name('stderr')

        def go() -> None:
            self.enter()
            sys.stderr = open(errors, 'w', encoding='utf-8', buffering=1)  # noqa: SIM115 - it is left open
            try:
                self.install(preload)
                caller.call()
            except BaseException as error:
                sys.excepthook(type(error), error, error.__traceback__)
                sys.stderr.write(f'{type(error).__name__}\n')

        os.waitpid(forked.start(go), 0)
        said = errors.read_text() if errors.exists() else 'nothing'
        assert self.answered.exists(), f'it ended without a result and said {said}'
        answer = json.loads(self.answered.read_text())
        return {**answer, 'stderr': said.rstrip()} if answer['status'] == 'raised' else answer

    def calls(self, requests: Sequence[tuple[str, Mapping[str, Any]]]) -> Any:
        """What is written of each of many calls in one process; of functions that leave it as it is."""

        def answer(function: str, arguments: Mapping[str, Any]) -> Any:
            self.answered.unlink(missing_ok=True)
            self.ask(function, arguments)
            caller.call()
            return json.loads(self.answered.read_text())

        return self.run(lambda: [answer(*request) for request in requests])

    def run(self, program: Callable[[], Any], preload: bool = True) -> Any:
        """What a function of a test gives in a process that has the library installed."""

        def go() -> Any:
            self.enter()
            self.install(preload)
            return program()

        return forked.run(go)

    def ask(self, function: str, arguments: Mapping[str, Any], **more: Any) -> None:
        """Writes the request of a call."""
        self.asked.write_text(json.dumps({'function': function, 'arguments': arguments, **more}))

    def enter(self) -> None:
        """Has a forked process work in the folder of the calls."""
        os.chdir(self.work)
        sys.stderr = sys.__stderr__ or sys.stderr
        forked.forget('tools')
        importlib.invalidate_caches()

    def install(self, preload: bool = True) -> None:
        """Installs it in a forked process."""
        function_library.install(str(self.folder / 'library'), preload)


def _declared(words: str, constants: dict[str, Any]) -> dict[str, Any]:
    name, _, place = words.partition('=')
    module, _, function = (place or f'tools:{name}').partition(':')
    return {'name': name, 'module': module, 'function': function, 'defaults': constants}
