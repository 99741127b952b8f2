"""Renders one template within its bounds; whatever goes wrong is an answer."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, Protocol

from rendering.compiled import compile_template
from rendering.environment import TemplateEnvironment
from rendering.fault import Fault, RefusedError, TooLongError, line_of

TOO_DEEP = 'It goes too deep: a macro or a loop calls itself without an end, or the data is nested too deeply.'


class Request(Protocol):
    """What a rendering needs to know."""

    @property
    def template(self) -> str: ...
    @property
    def variables(self) -> dict[str, Any]: ...
    @property
    def undefined(self) -> str: ...
    @property
    def seconds(self) -> float: ...
    @property
    def max_bytes(self) -> int: ...


class OutOfTime(BaseException):
    """The time is over; nothing in between takes it for an error of its own."""


def render(request: Request) -> dict[str, Any]:
    """The text, or the status and the fault."""
    try:
        with _within(request.seconds):
            compiled = compile_template(TemplateEnvironment(request.undefined, request.variables), request.template)
            if compiled.faults:
                return {'status': 'failed', 'fault': compiled.faults[0].as_json()}
            return {'status': 'rendered', 'text': _text(compiled.template, request)}
    except (Exception, OutOfTime) as error:
        line = line_of(error.__traceback__)
        error.__traceback__ = None  # with it goes what the template held
        status, message = _verdict(error, request)
    return {'status': status, 'fault': Fault(message, line).as_json()}


def _text(template: Any, request: Request) -> str:
    parts, left = [], request.max_bytes
    rendering = template.root_render_func(template.new_context(request.variables))
    for part in rendering:
        left -= len(part.encode('utf-8', 'surrogatepass'))
        if left < 0:
            rendering.throw(TooLongError())  # there, so that its line is known
        parts.append(part)
    return ''.join(parts)


def _verdict(error: BaseException, request: Request) -> tuple[str, str]:
    match error:
        case OutOfTime():
            return 'timed-out', f'It took longer than the {request.seconds:g} s that it may take.'
        case TooLongError():
            return 'output-too-large', f'Its text is longer than the {request.max_bytes >> 20} MiB that it may have.'
        case MemoryError():
            return 'out-of-memory', 'It needed more memory than it may use.'
        case RecursionError():
            return 'failed', TOO_DEEP
        case OverflowError():
            return 'failed', 'A number got too large.'
        case RefusedError():
            return 'failed', str(error)
    return 'failed', _sentence(error)


def _sentence(error: BaseException) -> str:
    text = str(error)[:1000] or type(error).__name__
    return f'{text[0].upper()}{text[1:]}'.rstrip('.') + '.' if text[-1] not in '?`' else text


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _out_of_time)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _out_of_time(_signal: int, _frame: object) -> NoReturn:
    raise OutOfTime
