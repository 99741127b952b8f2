"""Converters that register themselves."""
import abc
import inspect
from typing import Any, Callable, ClassVar, Generic, Protocol, TypeVar, get_type_hints

T = TypeVar("T")
CONVERTERS: dict[str, Callable[[Any], Any]] = {}


class Converter(abc.ABC, Generic[T]):
    name: ClassVar[str]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        CONVERTERS[cls.name] = cls().convert

    @abc.abstractmethod
    def convert(self, value: Any) -> T: ...

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.__class__.__qualname__}>"


class ToInt(Converter[int]):
    name = "int"

    def convert(self, value: Any) -> int:
        return int(value)


class Named(Protocol):
    @property
    def name(self) -> str: ...


def registry_pattern(kind: str, value: str) -> Any:
    convert = CONVERTERS[kind]
    hints = get_type_hints(convert)
    parameters = inspect.signature(convert).parameters
    origin = getattr(hints.get("return"), "__origin__", None)
    return {"value": convert(value), "parameters": list(parameters), "origin": str(origin), "doc": convert.__doc__}
