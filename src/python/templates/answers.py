"""What a program prints: results as JSON knows them."""

import json

import pandas as pd


def plain(value: object) -> object:
    """A cell as JSON knows it: missing is None, a numpy value becomes Python's own, infinity a word."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if value in (float('inf'), float('-inf')):
        return str(value)
    value = value.item() if hasattr(value, 'item') else value
    if not isinstance(value, float) or (value.is_integer() and abs(value) < 2**53):
        return value
    # The last digits of a float differ between processors: 12 are told, up to 15 where cents need them.
    digits = min(15, max(12, len(str(int(abs(value)))) + 2))
    return float(f'{value:.{digits}g}')


def shown_name(name: object) -> str:
    """The name of a group or a row as people read it."""
    return '(missing)' if pd.isna(name) else str(name)


def plain_list(values: list[object]) -> list[object]:
    """Values in their order."""
    return [plain(value) for value in values]


def plain_series(values: pd.Series) -> dict[str, object]:
    """Values by the name each has in the index."""
    return {shown_name(name): plain(value) for name, value in values.items()}


def plain_table(table: pd.DataFrame) -> dict[str, dict[str, object]]:
    """Rows by the name each has in the index."""
    return {
        shown_name(name): {str(key): plain(value) for key, value in row.items()}
        for name, row in table.to_dict('index').items()
    }


def plain_rows(table: pd.DataFrame) -> list[dict[str, object]]:
    """Rows in their order, without the index."""
    return [{str(name): plain(value) for name, value in row.items()} for row in table.to_dict('records')]


def print_answer(answer: object) -> None:
    """Prints the answer as one line of JSON."""
    print(json.dumps(answer, ensure_ascii=False, default=str))
