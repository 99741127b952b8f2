from slots import SLOT_GROUP, data

result = data.groupby(SLOT_GROUP, dropna=False).size()
