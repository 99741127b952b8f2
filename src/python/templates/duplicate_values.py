from slots import SLOT_COLUMN, data

result = data[SLOT_COLUMN].value_counts()
result = result[result > 1]
