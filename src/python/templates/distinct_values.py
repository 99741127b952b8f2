from slots import SLOT_COLUMN, data

result = data[SLOT_COLUMN].dropna().drop_duplicates().sort_values().tolist()
