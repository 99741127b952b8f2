"""The one way a describer says that a file can't be used."""


class FileProblem(Exception):  # noqa: N818 (the fault of a file, not of a program)
    """Ends the description of one file; the text names the problem and what to do, without the file's name."""
