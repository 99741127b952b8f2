"""Prints where each function of the templates stands and which other names it needs: the text of src/python/templates/index.json."""

import ast
import json
from pathlib import Path

FOLDER = Path(__file__).parent.parent / 'src/python/templates'


def index_of(module: Path) -> dict[str, dict[str, object]]:
    """Every function and constant of a module, by its name."""
    body = ast.parse(module.read_text(encoding='utf-8')).body
    imported = {name: statement for node in body for name, statement in imports_of(node)}
    defined = {name: node for node in body for name in names_defined_by(node)}
    index: dict[str, dict[str, object]] = {}
    for name, node in defined.items():
        used = sorted(names_used_by(node) - {name})
        index[name] = {
            'module': module.stem,
            'lines': [node.lineno, node.end_lineno],
            'uses': [other for other in used if other in defined or imported.get(other) == ''],
            'imports': [imported[other] for other in used if imported.get(other)],
        }
    return index


def imports_of(node: ast.stmt) -> list[tuple[str, str]]:
    """Each name an import gives, with a statement for it alone; an empty one where it is a function of ours."""
    if not isinstance(node, (ast.Import, ast.ImportFrom)):
        return []
    head = f'from {node.module} ' if isinstance(node, ast.ImportFrom) else ''
    is_ours = head.startswith('from templates.')
    return [
        (alias.asname or alias.name, '' if is_ours else f'{head}import {ast.unparse(alias)}') for alias in node.names
    ]


def names_defined_by(node: ast.stmt) -> list[str]:
    """The name of a function, or of a constant."""
    if isinstance(node, ast.FunctionDef):
        return [node.name]
    return (
        [target.id for target in node.targets if isinstance(target, ast.Name)] if isinstance(node, ast.Assign) else []
    )


def names_used_by(node: ast.AST) -> set[str]:
    """Every name in the code, those in quoted annotations included."""
    quoted = [
        ast.parse(annotation.value, mode='eval')
        for parent in ast.walk(node)
        for annotation in (getattr(parent, 'annotation', None), getattr(parent, 'returns', None))
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str)
    ]
    return {child.id for tree in (node, *quoted) for child in ast.walk(tree) if isinstance(child, ast.Name)}


def whole_index() -> dict[str, dict[str, object]]:
    """The index of all modules; a name that two of them define would make programs ambiguous."""
    index: dict[str, dict[str, object]] = {}
    for module in sorted(FOLDER.glob('*.py')):
        found = index_of(module)
        twice = index.keys() & found.keys()
        if twice:
            raise SystemExit(f'{module.name} defines {sorted(twice)}, which another module has as well.')
        index.update(found)
    return index


if __name__ == '__main__':
    print(json.dumps(whole_index(), indent=2))
