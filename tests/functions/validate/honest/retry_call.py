import functools
import random
import time
from typing import Callable, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def retry(attempts: int = 3, backoff: float = 0.1, exceptions: tuple[type[BaseException], ...] = (Exception,)):
    def decorate(func: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(func)
        def wrapper(*args: P.args, **kwargs: P.kwargs) -> T:
            for attempt in range(1, attempts + 1):
                try:
                    return func(*args, **kwargs)
                except exceptions:
                    if attempt == attempts:
                        raise
                    time.sleep(backoff * 2 ** attempt + random.random() * 0.01)
            raise RuntimeError("unreachable")

        wrapper.__wrapped__ = func
        return wrapper

    return decorate


@retry(attempts=2, exceptions=(ValueError,))
def retry_call(text: str) -> int:
    return int(text)
