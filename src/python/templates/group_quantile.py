from slots import SLOT_GROUP, SLOT_SHARE, SLOT_VALUE, data

result = data.groupby(SLOT_GROUP, dropna=False)[SLOT_VALUE].quantile(SLOT_SHARE)
