from slots import SLOT_COLUMN, SLOT_FREQUENCY, SLOT_PERIOD, data

data[SLOT_PERIOD] = data[SLOT_COLUMN].dt.to_period(SLOT_FREQUENCY)
