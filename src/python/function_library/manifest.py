"""What a library's folder says of itself, parsed once."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class DeclaredFunction:
    """What to import under which name, and the parameters that the declaration gives values, the environment or a state."""

    name: str
    module: str
    function: str
    defaults: Mapping[str, Any]
    secrets: tuple[str, ...] = ()
    bound: tuple[str, ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of all parameters that the declaration tells of."""
        return tuple(dict.fromkeys((*self.defaults, *self.secrets, *self.bound)))


@dataclass(frozen=True)
class Manifest:
    """A library in an absolute folder; `shown_as` knows its files by their paths below that folder."""

    folder: str
    roots: tuple[str, ...]
    functions: tuple[DeclaredFunction, ...]
    shown_as: Mapping[str, str]

    def shown_name(self, filename: str) -> str | None:
        """How the owner of a file knows it; None for a file that is not the library's."""
        if not filename.startswith(self.folder + os.sep):
            return None
        path = filename[len(self.folder) + 1 :].replace(os.sep, '/')
        return self.shown_as.get(path, path)

    def with_shown_names(self, text: str) -> str:
        """The same text with the names that owners know their files by."""
        if self.folder not in text:
            return text
        for path, name in self.shown_as.items():
            text = text.replace(os.path.join(self.folder, path), name)
        return text.replace(self.folder + os.sep, '')


def read(folder: str) -> Manifest:
    """Raises OSError, ValueError or KeyError for a folder that is none of a library."""
    absolute = os.path.realpath(folder)
    with open(os.path.join(absolute, 'manifest.json'), encoding='utf-8') as file:
        fields: dict[str, Any] = json.load(file)
    return Manifest(
        folder=absolute,
        roots=tuple(os.path.join(absolute, root) for root in fields['roots']),
        functions=tuple(
            DeclaredFunction(
                each['name'],
                each['module'],
                each['function'],
                each['defaults'],
                tuple(each.get('secrets', ())),
                tuple(each.get('bound', ())),
            )
            for each in fields['functions']
        ),
        shown_as=fields['shownAs'],
    )
