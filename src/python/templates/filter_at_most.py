from slots import SLOT_COLUMN, SLOT_VALUE, data

data = data[data[SLOT_COLUMN] <= SLOT_VALUE]
