from slots import SLOT_COLUMN, SLOT_COUNT, data

result = data.dropna(subset=[SLOT_COLUMN]).nsmallest(SLOT_COUNT, SLOT_COLUMN, keep='all')
