import pandas as pd


def plain(value):
    """A cell as JSON knows it: missing is None, a numpy value becomes Python's own, infinity a word."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if value in (float('inf'), float('-inf')):
        return str(value)
    return value.item() if hasattr(value, 'item') else value
