from slots import SLOT_COLUMN, SLOT_COUNT, data

result = data.dropna(subset=[SLOT_COLUMN]).nlargest(SLOT_COUNT, SLOT_COLUMN, keep='all')
