import pandas as pd


def plain(value):
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
