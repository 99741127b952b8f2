import json
from typing import Any


def as_list(value: Any) -> list:
    return list(value) if isinstance(value, (list, tuple, set)) else [value]
