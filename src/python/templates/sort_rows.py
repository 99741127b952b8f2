from slots import SLOT_ASCENDING, SLOT_COLUMN, data

result = data.sort_values(SLOT_COLUMN, ascending=SLOT_ASCENDING, kind='stable')
