"""For what changes the interpreter or its process for good."""

import gc
import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import pytest

_leave = os._exit  # held here, where a function that puts another in its place does not reach it


def start(function: Callable[[], object]) -> int:
    """Calls a function in a forked process, which never goes on with the tests whatever becomes of it; gives its number."""
    child = os.fork()
    if child:
        return child
    try:
        gc.freeze()  # or a collection would touch, and so copy, all that the tests hold
        function()
    except BaseException:
        traceback.print_exc()
        _leave(1)
    finally:
        _leave(0)


def run(function: Callable[[], object]) -> Any:
    """Calls a function in a forked process and gives what it returned, as JSON carries it; fails as it failed."""
    reading, writing = os.pipe()

    def answer() -> None:
        try:
            said = json.dumps({'returned': function()})
        except BaseException:
            said = json.dumps({'raised': traceback.format_exc()})
        with open(writing, 'w', encoding='utf-8') as file:
            file.write(said)

    child = start(answer)
    os.close(writing)
    with open(reading, encoding='utf-8') as file:
        text = file.read()
    os.waitpid(child, 0)
    answered = json.loads(text or '{"raised": "it ended without an answer"}')
    if 'raised' in answered:
        pytest.fail(answered['raised'], pytrace=False)
    return answered['returned']


def forget(name: str) -> None:
    """Has the next import of a module find it anew; for a forked process."""
    for each in [each for each in sys.modules if each == name or each.startswith(f'{name}.')]:
        del sys.modules[each]
