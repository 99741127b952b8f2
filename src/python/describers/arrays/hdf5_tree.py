"""Walks an HDF5 file by its hard links only."""

from dataclasses import dataclass

import h5py

from describers.base.plain import clean_name

MAX_NODES = 2_000
MAX_DATASETS = 60
MAX_DEPTH = 50
HIDDEN = ('#refs#', '#subsystem#')  # where MATLAB keeps what its cells refer to

# Path and dataset.
Place = tuple[str, h5py.Dataset]


@dataclass(frozen=True)
class Tree:
    groups: list[str]
    datasets: list[Place]
    """In the order of the file."""
    omitted: int
    warnings: list[str]


def walk(file: h5py.File) -> Tree:
    """Every group and dataset once, though links may lead to it many times or in circles."""
    groups: list[str] = []
    datasets: list[Place] = []
    links: dict[type, list[str]] = {}
    seen, omitted, nodes = {_address(file)}, 0, 0
    stack = [('', file, 0)]
    while stack:
        parent, group, depth = stack.pop()
        inner = []
        for key in group:
            nodes += 1
            if nodes > MAX_NODES or key in HIDDEN:
                continue
            path = f'{parent}/{key}'
            kind = type(group.get(key, getlink=True))
            if kind is not h5py.HardLink:
                links.setdefault(kind, []).append(path)
                continue
            node = _open(group, key)
            if node is None or _address(node) in seen:
                continue
            seen.add(_address(node))
            if isinstance(node, h5py.Group) and depth < MAX_DEPTH:
                groups.append(path)
                inner.append((path, node, depth + 1))
            elif isinstance(node, h5py.Dataset) and len(datasets) < MAX_DATASETS:
                datasets.append((path, node))
            elif isinstance(node, h5py.Dataset):
                omitted += 1
        stack.extend(reversed(inner))
    warnings = [_link_warning(kind, paths) for kind, paths in links.items()]
    if nodes > MAX_NODES:
        warnings.append(f'Only the first {MAX_NODES:,} objects of the file were looked at.')
    return Tree(groups, datasets, omitted, warnings)


def _open(group: h5py.Group, key: str) -> h5py.HLObject | None:
    try:
        return group[key]
    except (KeyError, OSError, RuntimeError, ValueError):
        return None


def _address(node: h5py.HLObject) -> int:
    return int(h5py.h5o.get_info(node.id).addr)


def _link_warning(kind: type, paths: list[str]) -> str:
    what = 'other files' if kind is h5py.ExternalLink else 'other places in the file'
    listed = ', '.join(f'"{clean_name(path)[:40]}"' for path in paths[:3])
    return f'Links to {what}, which are not followed: {listed}{", …" if len(paths) > 3 else ""}.'
