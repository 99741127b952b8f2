"""Prints the installed distributions, where they live, and which of numpy and pandas can't be imported."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import os
import platform
import re
import sys


def installed() -> dict[str, str]:
    """Normalised name to version; the first folder on the path wins, as it does for imports."""
    found: dict[str, str] = {}
    for distribution in importlib.metadata.distributions():
        name = distribution.metadata['Name']
        if name:
            found.setdefault(re.sub(r'[-_.]+', '-', name).lower(), distribution.version or '')
    return found


def unusable(names: list[str]) -> list[str]:
    """The modules that can't be imported, whatever the reason: a broken binary is as useless as a missing one."""
    broken = []
    for name in names:
        try:
            importlib.import_module(name)
        except Exception:
            broken.append(name)
    return broken


print(
    json.dumps(
        {
            'version': platform.python_version(),
            'packages': installed(),
            'libraries': [folder for folder in sys.path if os.path.isdir(folder)],
            'unusable': unusable(['numpy', 'pandas']),
        }
    )
)
