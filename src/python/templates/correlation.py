from slots import SLOT_FIRST, SLOT_SECOND, data

result = data[SLOT_FIRST].corr(data[SLOT_SECOND])
