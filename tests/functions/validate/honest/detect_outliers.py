import statistics
from collections import deque
from fractions import Fraction
from statistics import fmean, pstdev


class Window:
    __slots__ = ("_values", "size")

    def __init__(self, size: int):
        self.size = size
        self._values: deque[float] = deque(maxlen=size)

    def __len__(self):
        return len(self._values)

    def __iter__(self):
        return iter(self._values)

    def __call__(self, value: float) -> bool:
        outlier = len(self) > 2 and abs(value - fmean(self)) > 3 * (pstdev(self) or 1)
        self._values.append(value)
        return outlier


def detect_outliers(values: list[float], size: int = 20) -> list[int]:
    window = Window(size)
    assert Fraction(1, 2) == statistics.median([Fraction(0), Fraction(1)])
    return [i for i, v in enumerate(values) if window(v)]
