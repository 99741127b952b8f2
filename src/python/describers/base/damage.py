"""Says in plain words why a reader gave up on a file."""

import re

from describers.base.plain import clean_text

MAX_WORDS = 100
MISFIT = 'its parts do not fit together'
# The first row that names the error or one of its base classes decides.
REASONS = (
    (('XMLSyntaxError', 'ParseError', 'XmlError', 'InvalidXmlError'), 'a part of it is not well-formed XML'),
    (('BadZipFile', 'BadGzipFile', 'zlib.error', 'LZMAError', 'TarError'), 'a packed part of it does not unpack'),
    (('UnicodeError',), 'a text in it is not in the encoding it should have'),
    (('EOFError', 'struct.error'), 'it ends too early'),
    (('TokenError', 'SyntaxError'), "its header can't be read"),
)
# What code stumbles with when a file promises what it does not hold; the name helps whoever reports it.
STUMBLES = (TypeError, AttributeError, LookupError, AssertionError, ArithmeticError)
PLAIN_WORDS = re.compile(r"(?!.*(?:::|[a-z][A-Z]))[\w ,:%/+-]+(?:'[\w .-]*'[\w ,:%/+-]*)?")


def reason_of(error: BaseException) -> str:
    """A clause without a full stop; never bytes of the file or the inside of a program."""
    names = {_name(kind) for kind in type(error).__mro__}
    for kinds, reason in REASONS:
        if names.intersection(kinds):
            return reason
    if isinstance(error, STUMBLES):
        return f'{MISFIT}: {type(error).__name__}'
    return _own_words(error) or MISFIT


def _own_words(error: BaseException) -> str:
    """What the reader says itself, as far as that is one short sentence."""
    sentence = clean_text(str(error), 2 * MAX_WORDS).strip().split('. ')[0].rstrip('.')
    return sentence if len(sentence) <= MAX_WORDS and PLAIN_WORDS.fullmatch(sentence) else ''


def _name(kind: type) -> str:
    """`error` alone says nothing: several modules call theirs so."""
    return f'{kind.__module__}.error' if kind.__name__ == 'error' else kind.__name__
