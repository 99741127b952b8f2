from slots import SLOT_COLUMN, data

data = data[[SLOT_COLUMN]]
