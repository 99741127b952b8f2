from slots import SLOT_FUNCTION, SLOT_VALUE, data

result = data[SLOT_VALUE].agg(SLOT_FUNCTION)
