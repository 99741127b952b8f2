import h5py
import numpy as np
from slots import SLOT_LOAD

loaded: h5py.Dataset | np.ndarray = SLOT_LOAD
values = np.asarray(loaded, dtype=float)
