import numpy as np
from slots import SLOT_AXIS, SLOT_FUNCTIONS, SLOT_LABELS, plain, values

rows = np.moveaxis(values, SLOT_AXIS, 0).reshape(values.shape[SLOT_AXIS], -1)
result = {}
for label, row in zip(np.asarray(SLOT_LABELS).astype(str).tolist(), rows, strict=False):
    present = row[np.isfinite(row)]
    numbers = {'mean': present.mean(), 'min': present.min(), 'max': present.max()} if present.size else {}
    result[label] = {name: plain(numbers[name]) if numbers else None for name in SLOT_FUNCTIONS}
