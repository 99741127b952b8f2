"""Declared Python functions inside the interpreter: looked at, installed, and called one at a time."""


def install(folder: str, preload: bool) -> None:
    """Makes a library's functions importable and callable; with `preload` a forked process has nothing left to import.

    Raises LibraryFault, which names the module or function and says why.
    """
    from function_library import installation  # it brings pydantic, which nothing else needs

    installation.install(folder, preload)
