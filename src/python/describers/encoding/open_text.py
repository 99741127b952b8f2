"""The source of the `open` call by which a program reads a text."""

from describers.base.loading import call
from describers.encoding.text_encoding import Encoding


def open_text(name: str, encoding: Encoding) -> str:
    """The call that reads the text as the describers read it."""
    errors = {} if encoding.errors == 'strict' else {'errors': encoding.errors}
    return call('open', name, encoding=encoding.codec, **errors)
