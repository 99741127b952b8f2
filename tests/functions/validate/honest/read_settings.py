from pathlib import Path
from typing import Union

import yaml

try:
    import tomllib
except ModuleNotFoundError:
    import tomli as tomllib

try:
    import orjson as json
except ImportError:
    import json


def read_settings(file: Union[str, Path]) -> dict:
    path = Path(file)
    with path.open("rb") as handle:
        if path.suffix == ".toml":
            return tomllib.load(handle)
        if path.suffix in {".yml", ".yaml"}:
            return yaml.safe_load(handle) or {}
        return json.loads(handle.read())
