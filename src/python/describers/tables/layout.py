"""How the bytes of a delimited file become cells."""

from dataclasses import dataclass

from describers.base.problem import FileProblem
from describers.encoding.file_encoding import file_encoding
from describers.encoding.text_encoding import Encoding
from describers.tables.dialect import SAMPLE_CHARACTERS, Dialect, detect_dialect

HEAD = 4 * SAMPLE_CHARACTERS  # bytes, in the widest encoding


@dataclass(frozen=True)
class Layout:
    """What a reader has to be told before it reads a table."""

    encoding: Encoding
    dialect: Dialect


def layout_of(name: str, preferred: str) -> Layout:
    """Of the whole file; `preferred` wins when two delimiters fit equally well. Raises FileProblem for a file without rows."""
    encoding = file_encoding(name)
    with open(name, 'rb') as file:
        dialect = detect_dialect(encoding.decode(file.read(HEAD)), preferred)
    if not dialect.rows:
        raise FileProblem('holds no rows, only blank lines; check that the right file was given')
    return Layout(encoding, dialect)
