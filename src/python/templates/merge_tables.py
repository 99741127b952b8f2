import pandas as pd
from slots import SLOT_TABLES

tables = SLOT_TABLES
merged = pd.concat(tables.values(), ignore_index=True)
