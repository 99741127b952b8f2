"""Has pydantic read and write JSON as this library promises, wherever in an annotation a type stands."""

import pathlib
import sys
import types
import typing
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from function_library.values import arrays, input_file, tables
from function_library.values.encoded_bytes import EncodedBytes
from function_library.values.numbers import NUMBER

_PLAIN: dict[Any, tuple[Any, ...]] = {
    int: (NUMBER,),
    float: (NUMBER,),
    bytes: (EncodedBytes(),),
    **dict.fromkeys((pathlib.Path, pathlib.PurePath), (input_file.GIVEN, input_file.SCHEMA)),
}


_ANNOTATED: Any = Annotated
_UNION: Any = Union


def annotated(kind: Any, metadata: Iterable[Any]) -> Any:
    """A type with what pydantic is to know of it."""
    return _ANNOTATED[(kind, *metadata)]


def as_argument(annotation: Any) -> Any:
    """The same type with the forms that a call may give."""
    return _rewritten(annotation, _PLAIN)


def as_result(annotation: Any) -> Any:
    """The same type with the forms that a result may have."""
    return _rewritten(annotation, {bytes: _PLAIN[bytes]})


def _rewritten(annotation: Any, plain: dict[Any, tuple[Any, ...]]) -> Any:
    if marks := _marks(annotation, plain):
        return annotated(annotation, marks)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _within_annotated(annotation, plain)
    if origin in (None, Literal) or not arguments:
        return annotation
    inner = tuple(_rewritten(each, plain) if _is_type(each) else each for each in arguments)
    if all(new is old for new, old in zip(inner, arguments, strict=True)):
        return annotation
    if origin in (Union, types.UnionType):
        return _UNION[inner]
    if isinstance(annotation, types.GenericAlias):
        return types.GenericAlias(origin, inner)
    return annotation.copy_with(inner)


def _within_annotated(annotation: Any, plain: dict[Any, tuple[Any, ...]]) -> Any:
    base, *metadata = get_args(annotation)
    if any(type(each).__name__ == 'PathType' for each in metadata):  # pydantic's own FilePath and NewPath
        return annotation
    if marks := _marks(base, plain):
        return annotated(base, (*metadata, *marks))
    return annotated(_rewritten(base, plain), metadata)


def _marks(annotation: Any, plain: dict[Any, tuple[Any, ...]]) -> tuple[Any, ...]:
    try:
        if annotation in plain:
            return plain[annotation]
    except TypeError:  # it has no hash
        return ()
    pandas: Any = sys.modules.get('pandas')
    if pandas and annotation is getattr(pandas, 'DataFrame', None):
        return (tables.Table(),)
    if pandas and (get_origin(annotation) or annotation) is getattr(pandas, 'Series', None):
        return (tables.Column(),)
    numpy: Any = sys.modules.get('numpy')
    if numpy and (get_origin(annotation) or annotation) is getattr(numpy, 'ndarray', None):
        return (arrays.Array(annotation),)
    if numpy and isinstance(annotation, type) and issubclass(annotation, numpy.generic):
        return (arrays.Scalar(annotation),)
    return ()


def _is_type(value: Any) -> bool:
    return not isinstance(value, (list, types.EllipsisType, typing.ParamSpec)) and not _is_parameters(value)


def _is_parameters(value: Any) -> bool:
    return isinstance(value, tuple) or get_origin(value) is Callable
