from slots import SLOT_COLUMN, data

result = data[SLOT_COLUMN].isna().sum()
