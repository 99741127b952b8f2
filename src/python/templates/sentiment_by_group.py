import pandas as pd
from slots import SLOT_GROUP, data, polarity, sentiment_summary

result = {
    '(missing)' if pd.isna(name) else str(name): sentiment_summary(values)
    for name, values in polarity.groupby(data[SLOT_GROUP], dropna=False)
}
