"""Paths of files that were given with a call."""

import os
from pathlib import PurePath
from typing import Any

from pydantic import AfterValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from function_library.nearest import meant

DESCRIPTION = 'Name of a file given with the call'
SCHEMA = WithJsonSchema({'type': 'string', 'format': 'path', 'description': DESCRIPTION})


def given(path: Any) -> Any:
    check_given(os.fspath(path))
    return path


def check_given(name: str) -> None:
    """Raises for a name that no file in the working folder has, and for one that leads out of it."""
    if os.path.isabs(name) or '..' in PurePath(name).parts or '\0' in name:
        raise PydanticCustomError('file_name', 'Input should be the plain name of a file given with the call')
    folder = os.path.realpath(os.curdir)
    if not os.path.realpath(name).startswith(folder) or not os.path.exists(name):
        known = sorted(each for each in os.listdir(folder) if not each.startswith('.'))
        raise PydanticCustomError(
            'file_missing', 'No file with this name was given with the call. {meant}', {'meant': meant(name, known)}
        )


GIVEN = AfterValidator(given)
