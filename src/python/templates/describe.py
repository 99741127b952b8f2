import pandas as pd
from slots import data, plain

result = {}
for name, column in data.items():
    summary = {'dtype': str(column.dtype), 'count': column.count(), 'missing': column.isna().sum()}
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        summary.update(column.describe().drop('count'))
    else:
        summary.update(distinct=column.nunique())
    result[str(name)] = {key: plain(value) for key, value in summary.items()}
