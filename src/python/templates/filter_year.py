from slots import SLOT_COLUMN, SLOT_YEAR, data

data = data[data[SLOT_COLUMN].dt.year == SLOT_YEAR]
