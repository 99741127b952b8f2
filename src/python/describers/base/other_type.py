"""The one way a describer says that a file is of another type than its name tells."""


class OtherType(Exception):  # noqa: N818 (it is no error)
    """Ends the description as this type: the file is described as one of `file_type`, with `note` before its warnings."""

    def __init__(self, file_type: str, note: str = '') -> None:
        super().__init__(file_type, note)
        self.file_type, self.note = file_type, note
