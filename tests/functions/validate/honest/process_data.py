import json
from typing import Any, Dict, List


def process_data(input_data: List[Dict[str, Any]], config: Dict[str, Any]) -> Dict[str, Any]:
    """Process raw data according to config."""
    if config.get("validate", False):
        input_data = [row for row in input_data if all(v is not None for v in row.values())]
    if config.get("format") == "json":
        return {"data": json.dumps(input_data), "count": len(input_data)}
    return {"data": input_data, "count": len(input_data)}


if __name__ == "__main__":
    print(process_data([{"a": 1}], {"format": "json"}))
