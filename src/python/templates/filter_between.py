from slots import SLOT_COLUMN, SLOT_HIGH, SLOT_LOW, data

data = data[data[SLOT_COLUMN].between(SLOT_LOW, SLOT_HIGH)]
