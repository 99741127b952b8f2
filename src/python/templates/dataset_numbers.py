import numpy as np
from slots import SLOT_FUNCTIONS, SLOT_UNITS, plain, values

present = values[np.isfinite(values)]
if present.size == 0:
    raise SystemExit('The dataset holds no numbers.')
numbers = {'mean': present.mean(), 'min': present.min(), 'max': present.max()}
result = {name: plain(numbers[name]) for name in SLOT_FUNCTIONS}
result.update(units=SLOT_UNITS, values=int(present.size), missing=int(values.size - present.size))
