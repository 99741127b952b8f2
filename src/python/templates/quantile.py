from slots import SLOT_SHARE, SLOT_VALUE, data

result = data[SLOT_VALUE].quantile(SLOT_SHARE)
