import numpy as np
import xarray as xr
from slots import SLOT_LOAD

loaded: xr.DataArray = SLOT_LOAD
values = np.asarray(loaded, dtype=float)
