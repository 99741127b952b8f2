import pandas as pd
from slots import SLOT_LOAD

data: pd.DataFrame = SLOT_LOAD
