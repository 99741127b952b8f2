"""The one library of this interpreter."""

from dataclasses import dataclass, field

from function_library.manifest import DeclaredFunction, Manifest
from function_library.prepared import Prepared, prepare
from function_library.refusal import LibraryFault


@dataclass(frozen=True)
class Library:
    """Functions are prepared once, beforehand or when they are first called."""

    manifest: Manifest
    functions: dict[str, DeclaredFunction]
    ready: dict[str, Prepared] = field(default_factory=dict)

    def prepared(self, name: str) -> Prepared:
        """Raises Refusal, LibraryFault for an unknown name, or whatever an import raises."""
        if name not in self.ready:
            if name not in self.functions:
                raise LibraryFault(f'the library has no function {name}')
            self.ready[name] = prepare(self.functions[name])
        return self.ready[name]


_current: list[Library] = []


def use(manifest: Manifest) -> Library:
    """Makes a library the one of this interpreter."""
    _current[:] = [Library(manifest, {each.name: each for each in manifest.functions})]
    return _current[0]


def current() -> Library:
    """Raises LibraryFault where none is installed."""
    if not _current:
        raise LibraryFault('no library is installed in this interpreter')
    return _current[0]
