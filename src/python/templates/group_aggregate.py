from slots import SLOT_FUNCTION, SLOT_GROUP, SLOT_VALUE, data

result = data.groupby(SLOT_GROUP, dropna=False)[SLOT_VALUE].agg(SLOT_FUNCTION)
