"""Has pydantic read and write JSON as this library promises, wherever in an annotation a type stands."""

import enum
import pathlib
import sys
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from function_library.values import arrays, input_file, numbers, tables
from function_library.values.encoded_bytes import EncodedBytes
from function_library.values.named_member import named_member
from function_library.values.within_models import OTHER_FORMS

Marks = tuple[Any, ...]

_ARGUMENTS: dict[Any, Marks] = {
    **numbers.ARGUMENTS,
    bytes: (EncodedBytes(),),
    **dict.fromkeys((pathlib.Path, pathlib.PurePath), (input_file.GIVEN, input_file.SCHEMA)),
}
_RESULTS: dict[Any, Marks] = {**numbers.RESULTS, bytes: (EncodedBytes(),)}
_ANNOTATED: Any = Annotated
_UNION: Any = Union


def annotated(kind: Any, metadata: Iterable[Any]) -> Any:
    """A type with what pydantic is to know of it."""
    parts = (kind, *metadata)
    return _ANNOTATED[parts]


def as_argument(annotation: Any) -> Any:
    """The same type with the forms that a call may give."""
    return _rewritten(annotation, _argument_marks)


def as_result(annotation: Any) -> Any:
    """The same type with the forms that a result may have."""
    return _rewritten(annotation, _result_marks)


def _rewritten(annotation: Any, marks_of: Callable[[Any], Marks]) -> Any:
    if marks := marks_of(annotation):
        return annotated(annotation, marks)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _within_annotated(annotation, marks_of)
    if origin in (None, Literal) or not arguments:
        return annotation
    inner = tuple(_rewritten(each, marks_of) if _is_type(each) else each for each in arguments)
    if all(new is old for new, old in zip(inner, arguments, strict=True)):
        return annotation
    if origin in (Union, types.UnionType):
        return _UNION[inner]
    if isinstance(annotation, types.GenericAlias):
        return types.GenericAlias(origin, inner)
    return annotation.copy_with(inner)


def _within_annotated(annotation: Any, marks_of: Callable[[Any], Marks]) -> Any:
    base, *metadata = get_args(annotation)
    if any(type(each).__name__ in OTHER_FORMS for each in metadata):
        return annotation
    if marks := marks_of(base):
        return annotated(base, (*metadata, *marks))
    return annotated(_rewritten(base, marks_of), metadata)


def _argument_marks(annotation: Any) -> Marks:
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        return (named_member(annotation),)
    return _plain_marks(annotation, _ARGUMENTS) or _library_marks(annotation)


def _result_marks(annotation: Any) -> Marks:
    return _plain_marks(annotation, _RESULTS) or _library_marks(annotation)


def _plain_marks(annotation: Any, table: Mapping[Any, Marks]) -> Marks:
    return table.get(annotation, ()) if isinstance(annotation, type) else ()


def _library_marks(annotation: Any) -> Marks:
    annotation = _unaliased(annotation)
    kind = get_origin(annotation) or annotation
    if not isinstance(kind, type):
        return ()
    pandas: Any = sys.modules.get('pandas')
    if pandas and kind in (pandas.DataFrame, pandas.Series):
        return (tables.Table() if kind is pandas.DataFrame else tables.Column(),)
    numpy: Any = sys.modules.get('numpy')
    if numpy and issubclass(kind, numpy.ndarray):
        return (arrays.Array(annotation),)
    return (arrays.Scalar(kind),) if numpy and issubclass(kind, numpy.generic) else ()


def _unaliased(annotation: Any) -> Any:
    """What an alias with parameters stands for, such as numpy's NDArray[float]; an alias of another alias is none of numpy's."""
    value: Any = getattr(get_origin(annotation), '__value__', None)
    return value[get_args(annotation)] if isinstance(get_origin(value), type) else annotation


def _is_type(value: Any) -> bool:
    return not isinstance(value, (list, types.EllipsisType, typing.ParamSpec)) and not _is_parameters(value)


def _is_parameters(value: Any) -> bool:
    return isinstance(value, tuple) or get_origin(value) is Callable
