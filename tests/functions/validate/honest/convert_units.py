from types import MappingProxyType, SimpleNamespace
from typing import Final

FACTORS: Final = MappingProxyType({"m": 1.0, "km": 1000.0, "mi": 1609.344})
_cache = SimpleNamespace(hits=0)


def _convert(value, source, target):
    return value * FACTORS[source] / FACTORS[target]


convert_units = _convert
