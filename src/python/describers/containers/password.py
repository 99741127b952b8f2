"""What is said of a file that a password protects, and how an old Office container shows that it is one."""

from typing import Protocol

from describers.base.problem import FileProblem

PROTECTED = 'is protected by a password; open it, remove the password, save it and try again'
# The stream in which an OLE container keeps an encrypted document of any kind.
ENCRYPTED = 'EncryptedPackage'


class Container(Protocol):
    """An open OLE container."""

    def exists(self, filename: str) -> bool:
        """Whether it has a stream of this name at its top."""


def refuse_encrypted(container: Container) -> None:
    """Raises FileProblem where the OLE container is a wrapping of that kind."""
    if container.exists(ENCRYPTED):
        raise FileProblem(PROTECTED)
