import pandas as pd
from slots import SLOT_COLUMN, data

data[SLOT_COLUMN] = pd.to_datetime(data[SLOT_COLUMN], format='ISO8601')
