"""What is said of a file that a password protects, and how an old Office container shows that it is one."""

from describers.base.problem import FileProblem

PROTECTED = 'is protected by a password; open it, remove the password, save it and try again'
# The stream in which an OLE container keeps an encrypted document of any kind.
ENCRYPTED = 'EncryptedPackage'.encode('utf-16-le')


def refuse_encrypted(data: bytes) -> None:
    """Raises FileProblem where the bytes of an OLE container name that stream."""
    if ENCRYPTED in data:
        raise FileProblem(PROTECTED)
