from slots import SLOT_COLUMNS, data

result = data[SLOT_COLUMNS].corr()
