"""Jinja as templates here have it: its own sandbox, six filters, two functions, and no result out of proportion."""

from collections.abc import Collection
from typing import Any

from jinja2 import Undefined, filters
from jinja2.compiler import CodeGenerator
from jinja2.sandbox import MAX_RANGE, ImmutableSandboxedEnvironment
from jinja2.utils import Namespace

from rendering.fault import RefusedError
from rendering.language import MAX_DIGITS
from rendering.missing import missing_type
from rendering.places import PlacingLexer
from rendering.values import printed, to_json

MAX_BITS = 13_950  # of a whole number, which is as many digits as one may have
MAX_REPEATED = 4 << 20  # characters or items that a multiplication may make

FILTERS = {
    'default': filters.do_default,
    'json': to_json,
    'lower': filters.do_lower,
    'title': filters.do_title,
    'trim': filters.do_trim,
    'upper': filters.do_upper,
}


class _Generator(CodeGenerator):
    def visit_Assign(self, node: Any, frame: Any) -> None:  # noqa: N802
        """Knows the line also of what Jinja checks before it assigns."""
        self.newline(node)
        super().visit_Assign(node, frame)


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Renders text of any kind: nothing is escaped, and the text ends as its template does."""

    code_generator_class = _Generator
    intercepted_binops = frozenset({'*', '**', '%'})  # those that Jinja must not work out while it compiles, too

    def __init__(self, undefined: str, given: Collection[str]) -> None:
        super().__init__(
            undefined=missing_type(undefined, given), finalize=printed, keep_trailing_newline=True, cache_size=0
        )
        self.filters = dict(FILTERS)
        self.globals = {'range': _range, 'namespace': Namespace}
        self._lexer = PlacingLexer(self)

    @property
    def lexer(self) -> PlacingLexer:
        return self._lexer

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A key of the data goes before a method of the same name, such as `items`; what is missing has nothing."""
        if isinstance(obj, Undefined):
            obj._fail_with_undefined_error()
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator == '*':
            _check_product(left, right)
        elif operator == '**' and isinstance(left, int) and isinstance(right, int):
            _check_bits(abs(left).bit_length() * max(right, 0) if abs(left) > 1 else 0)
        return super().call_binop(context, operator, left, right)


def _range(*bounds: int) -> range:
    numbers = range(*bounds)
    if numbers[MAX_RANGE:]:
        raise RefusedError(f'A range has at most {MAX_RANGE} numbers.')
    return numbers


def _check_product(left: Any, right: Any) -> None:
    if isinstance(left, int) and isinstance(right, int):
        _check_bits(left.bit_length() + right.bit_length())
        return
    for value, count in ((left, right), (right, left)):
        if isinstance(value, str | list | tuple) and isinstance(count, int) and len(value) * count > MAX_REPEATED:
            raise RefusedError(f'A multiplication may make at most {MAX_REPEATED} characters or items.')


def _check_bits(bits: int) -> None:
    if bits > MAX_BITS:
        raise RefusedError(f'A whole number has at most {MAX_DIGITS} digits here.')
