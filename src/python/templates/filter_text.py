from slots import SLOT_COLUMN, SLOT_LOWER_VALUE, data

data = data[data[SLOT_COLUMN].str.lower() == SLOT_LOWER_VALUE]
