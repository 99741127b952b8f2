import pandas as pd


def chart_label(name):
    """A short text for an axis; a dollar sign would start a formula."""
    text = '(missing)' if pd.isna(name) else str(name)
    return (text if len(text) <= 40 else text[:39] + '…').replace('$', r'\$')
