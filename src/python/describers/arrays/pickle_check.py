"""Tells whether a pickle only builds plain values, by its instructions and without loading it."""

import io
import pickletools

# Functions and classes that build arrays, texts and times and do nothing else.
BUILDERS = {
    ('numpy.core.multiarray', '_reconstruct'),
    ('numpy._core.multiarray', '_reconstruct'),
    ('numpy.core.multiarray', 'scalar'),
    ('numpy._core.multiarray', 'scalar'),
    ('numpy', 'ndarray'),
    ('numpy', 'dtype'),
    ('_codecs', 'encode'),
    ('datetime', 'datetime'),
    ('datetime', 'date'),
    ('datetime', 'timedelta'),
}
FORBIDDEN = {'INST', 'OBJ', 'EXT1', 'EXT2', 'EXT4', 'PERSID', 'BINPERSID', 'NEWOBJ_EX'}
TEXTS = {'SHORT_BINUNICODE', 'BINUNICODE', 'BINUNICODE8', 'UNICODE'}
GETS = {'GET', 'BINGET', 'LONG_BINGET'}
PUTS = {'PUT', 'BINPUT', 'LONG_BINPUT'}
KNOWN_CODES = {ord(code.code) for code in pickletools.opcodes}


def is_harmless(data: bytes) -> bool:
    """True where loading would call nothing but the builders above, also when the bytes are no pickle."""
    stream = io.BytesIO(data)
    reader = _Reader()
    start = 0
    try:
        for code, argument, _ in pickletools.genops(stream):
            if not reader.allows(code.name, argument):
                return False
            start = stream.tell()
    except Exception:
        # An unknown instruction ends every unpickler; one that can't be followed might not.
        return data[start] not in KNOWN_CODES if start < len(data) else True
    return True


class _Reader:
    """Follows which texts stand on top of the stack; what it can't follow it does not allow."""

    def __init__(self) -> None:
        self.memo: dict[object, str | None] = {}
        self.top: list[str] = []

    def allows(self, name: str, argument: object) -> bool:
        """Whether this instruction, after all before it, calls nothing that is not a builder."""
        if name in FORBIDDEN:
            return False
        if name == 'GLOBAL':
            return tuple(str(argument).split(' ', 1)) in BUILDERS
        if name == 'STACK_GLOBAL':
            return tuple(self.top[-2:]) in BUILDERS
        if name == 'MEMOIZE' or name in PUTS:
            self.memo[len(self.memo) if name == 'MEMOIZE' else argument] = self.top[-1] if self.top else None
        elif name in TEXTS:
            self.top.append(str(argument))
        elif name in GETS and (text := self.memo.get(argument)) is not None:
            self.top.append(text)
        else:
            self.top = []
        return True
