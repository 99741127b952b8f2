from slots import SLOT_VALUE, data

result = data[SLOT_VALUE].sum(min_count=1)
