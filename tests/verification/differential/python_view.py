"""Reads a JSON list of programs and prints, for each, what CPython sees in it, or null where it refuses it."""

from __future__ import annotations

import ast
import json
import sys
import warnings
from collections import Counter
from collections.abc import Iterator


def main() -> None:
    warnings.simplefilter('ignore')
    json.dump([view(code) for code in json.load(sys.stdin)], sys.stdout)


def view(code: str) -> dict[str, int] | None:
    try:
        compile(code, 'program', 'exec', dont_inherit=True)
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None
    pieces = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    return Counter(sight for node in ast.walk(tree) if id(node) not in pieces for sight in sights(node))


def sights(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Import():
            yield from (f'import {alias.name}' for alias in node.names)
        case ast.ImportFrom():
            yield from (f'import {"." * node.level}{node.module or ""}:{alias.name}' for alias in node.names)
        case ast.Name():
            yield f'name {node.id}'
            if isinstance(node.ctx, ast.Load):
                yield f'read {node.id}'
        case ast.Attribute():
            yield f'attribute {node.attr}'
        case ast.keyword() if node.arg:
            yield f'keyword {node.arg}'
        case ast.MatchClass():
            yield from (f'pattern {name}' for name in node.kwd_attrs)
        case ast.Call():
            yield 'call'
            yield from called(node.func)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield f'definition {node.name}'
        case ast.Constant(value=str() as value) if value.isascii():
            yield f'string {value}'
        case ast.Constant(value=bytes() as value) if value.isascii():
            yield f'string {value.decode("ascii")}'


def called(function: ast.expr) -> Iterator[str]:
    if isinstance(function, ast.Name):
        yield f'call {function.id}'
    elif isinstance(function, ast.Attribute):
        yield f'call .{function.attr}'


if __name__ == '__main__':
    main()
