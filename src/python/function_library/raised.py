"""What is told of an exception: its names, its message, and the frames that are the library's own."""

import traceback
from typing import Any

from function_library.manifest import Manifest

MAX_MESSAGE = 2_000
MAX_TRACEBACK = 20_000
MAX_FRAMES = 40


def told(error: BaseException, manifest: Manifest) -> dict[str, Any]:
    """The fields of the wire."""
    kinds = [kind.__name__ for kind in type(error).__mro__ if kind not in (BaseException, object)]
    return {
        'type': type(error).__name__,
        'types': kinds or [type(error).__name__],
        'message': manifest.with_shown_names(message_of(error)),
        'traceback': traceback_of(error, manifest),
    }


def message_of(error: BaseException) -> str:
    """The text of an exception, if it can be had."""
    try:
        return str(error)[:MAX_MESSAGE]
    except BaseException:
        return 'the exception could not be printed'


def traceback_of(error: BaseException, manifest: Manifest) -> str:
    """As Python prints it, with nothing but the library's files, by the names their owner knows."""
    try:
        described = traceback.TracebackException(type(error), error, error.__traceback__, compact=True)
        _trim(described, manifest)
        text = ''.join(described.format())
    except BaseException:  # an exception may have anything in the place of its parts
        text = f'{type(error).__name__}: {message_of(error)}\n'
    text = manifest.with_shown_names(text)
    return text if len(text) <= MAX_TRACEBACK else f'{text[:2_000]}\n…\n{text[2_000 - MAX_TRACEBACK :]}'


def last_place(error: BaseException, manifest: Manifest) -> tuple[str | None, int | None]:
    """The file of the library and the line at which an exception was raised, or at which a text is no Python."""
    places: list[tuple[str, int | None]] = [
        (frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)
    ]
    if isinstance(error, SyntaxError) and isinstance(error.filename, str):
        places.append((error.filename, error.lineno))
    named = [(name, line) for filename, line in places if (name := manifest.shown_name(filename))]
    return named[-1] if named else (None, None)


def _trim(described: traceback.TracebackException, manifest: Manifest) -> None:
    frames = []
    for frame in described.stack:
        name = manifest.shown_name(frame.filename)
        if name is not None:
            frames.append(
                traceback.FrameSummary(name, frame.lineno, frame.name, lookup_line=False, line=frame.line or '')
            )
    described.stack = traceback.StackSummary.from_list(frames[-MAX_FRAMES:])
    filename = getattr(described, 'filename', None)
    if isinstance(filename, str):
        described.filename = manifest.shown_name(filename) or filename
    inner = [described.__cause__, described.__context__, *(getattr(described, 'exceptions', None) or [])]
    for each in inner:
        if each is not None:
            _trim(each, manifest)
